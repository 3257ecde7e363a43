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
    "a pruning that no network can have is refused with what is accepted",
    arguments: [
      (["--sparsity", "1.5"], "from 0 (keep all) to 1 (clear all)"), (["--sparsity", "nan"], "from 0"),
      (["--prune", "foo"], "magnitude"), (["--prune", "5:4"], "5:4"),
    ])
  func unusablePruning(option: [String], accepted: String) throws {
    try Refusal.expect(["run", "models/lenet5.onnx"] + option, naming: [accepted])
  }

  @Test("a folder without conformance cases is refused, not passed")
  func noConformanceCases() throws {
    try TemporaryFolder.with { folder in
      let result = try StonneBinary.run(["conformance", folder.path])
      #expect(result.exitCode == 65)
      #expect(result.errors.contains("no test case"))
      #expect(result.output == "")
    }
  }

  @Test(
    "a value that no run could use is a usage error",
    arguments: [
      ["--threads", "0"], ["--atol", "nan"], ["--mapper", "foo"], ["--max-memory", "0"], ["--bind", "batch=0"],
      ["--budget", "1e300"], ["--clock-mhz", "0"], ["--clock-mhz", "1e-300"],
    ])
  func unusableValue(option: [String]) throws {
    let result = try StonneBinary.run(["run", "models/lenet5.onnx"] + option)
    #expect(result.exitCode == 64)
    #expect(result.output == "")
  }

  @Test(
    "a run of shapes alone takes no option that needs tensors",
    arguments: [
      ([], "--timing-only needs --hw."),
      (["--hw", Machines.maeri, "--check"], "--timing-only computes no outputs that --check could compare."),
      (
        ["--hw", Machines.maeri, "--expect", "x"], "--timing-only computes no outputs that --expect could compare."
      ),
      (["--hw", Machines.maeri, "--prune", "magnitude"], Self.prunesNothing),
      (["--hw", Machines.maeri, "--sparsity-map", "x"], Self.prunesNothing),
    ])
  func shapesAlone(options: [String], reason: String) throws {
    let result = try StonneBinary.run(["run", "models/lenet5.onnx", "--timing-only"] + options)
    #expect(result.exitCode == 64)
    #expect(result.errors.hasPrefix("Error: \(reason)\n"), "\(result.errors)")
    #expect(result.output == "")
  }

  private static let prunesNothing = "--timing-only takes --sparsity alone: it prunes no weights."
}
