import Testing

@Suite("Checks of outputs")
struct CheckTests {
  private static let model = Fixtures.path("Operators", "gemm", "model.onnx")
  private static let data = Fixtures.path("Operators", "gemm", "test_data_set_0")

  @Test("outputs that differ from the expected ones exit with 1, and the report says so")
  func difference() throws {
    let result = try StonneBinary.run(["run", Self.model, "--seed", "5", "--expect", Self.data, "--quiet"])
    #expect(result.exitCode == 1)
    #expect(result.errorMessages.isEmpty)
    #expect(result.output != "")
  }

  @Test("a tolerance wide enough lets them pass")
  func tolerance() throws {
    let result = try StonneBinary.run(
      ["run", Self.model, "--seed", "5", "--expect", Self.data, "--quiet", "--atol", "1000"])
    #expect(result.exitCode == 0)
  }

  @Test("an expectation without the model's output is refused")
  func missingExpectation() throws {
    try Refusal.expect(["run", Self.model, "--expect", "models/lenet5_digits.npz"], naming: ["y"])
  }
}
