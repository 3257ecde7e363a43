import Testing

@Suite("The command line")
struct CommandLineTests {
  @Test("--help explains the program on standard output")
  func help() throws {
    let result = try StonneBinary.run(["--help"])
    #expect(result.exitCode == 0)
    #expect(result.output.contains("USAGE: stonne"))
    #expect(result.errors == "")
  }

  @Test("an unknown option is a usage error, told on standard error")
  func unknownOption() throws {
    let result = try StonneBinary.run(["--no-such-option"])
    #expect(result.exitCode == 64)
    #expect(result.errors.contains("--no-such-option"))
    #expect(result.output == "")
  }

  @Test(
    "a value that no run could use is a usage error",
    arguments: [
      ["--sparsity", "1.5"], ["--sparsity", "nan"], ["--prune", "foo"], ["--prune", "5:4"], ["--threads", "0"],
      ["--atol", "nan"], ["--mapper", "foo"], ["--max-memory", "0"], ["--bind", "batch=0"],
    ])
  func unusableValue(option: [String]) throws {
    let result = try StonneBinary.run(["run", "models/lenet5.onnx"] + option)
    #expect(result.exitCode == 64)
    #expect(result.output == "")
  }
}
