import Testing

@Suite("Conv, Gemm and MatMul give onnxruntime's outputs in every form")
struct OperatorTests {
  @Test("on the reference executor", arguments: try Fixtures.operatorCases())
  func onReferenceExecutor(name: String) throws {
    try expectRecordedOutputs(of: name, options: [])
  }

  @Test("on every machine", arguments: try Fixtures.operatorCases(), Machines.all)
  func onMachine(name: String, machine: String) throws {
    try expectRecordedOutputs(of: name, options: ["--hw", machine, "--check"])
  }

  @Test("stepping the hardware reports what the fast engine does", arguments: Self.contrasting, Machines.all)
  func enginesAgree(name: String, machine: String) throws {
    let model = Fixtures.path("Operators", name, "model.onnx")
    let common = ["run", model, "--hw", machine, "--format", "csv", "--no-timings", "--quiet"]
    let fast = try StonneBinary.run(common + ["--engine", "fast"])
    let stepped = try StonneBinary.run(common + ["--engine", "stepped"])
    #expect(fast.exitCode == 0)
    #expect(stepped.exitCode == 0)
    #expect(fast.output == stepped.output)
  }

  private static let contrasting = [
    "small_cnn", "attention_head", "conv_depthwise", "conv_batch_grouped", "weights_with_empty_rows",
    "matmul_depth_one",
  ]

  private func expectRecordedOutputs(of name: String, options: [String]) throws {
    let data = Fixtures.path("Operators", name, "test_data_set_0")
    let model = Fixtures.path("Operators", name, "model.onnx")
    let result = try StonneBinary.run(["run", model, "--inputs", data, "--expect", data, "--quiet"] + options)
    #expect(result.exitCode == 0, "\(result.errors)\(result.output)")
    #expect(result.errors == "")
  }
}
