import Testing

@Suite("Standard streams")
struct StreamTests {
  private static let run = "run models/lenet5.onnx --hw \(Machines.maeri)"

  private func shell(_ script: String) throws -> StonneBinary.Result {
    let command = "set -o pipefail; \(script)"
    return try StonneBinary.run(
      ["-c", command], of: "/bin/bash", variables: ["STONNE": StonneBinary.location.path])
  }

  @Test("a reader that goes away ends nothing")
  func closedPipe() throws {
    #expect(try shell("$STONNE \(Self.run) | true").exitCode == 0)
    #expect(try shell("$STONNE \(Self.run) 2>&1 >/dev/null | true").exitCode == 0)
  }

  @Test("a full disk behind standard output is the machine's failure")
  func fullDisk() throws {
    let result = try shell("$STONNE \(Self.run) --quiet > /dev/full")
    #expect(result.exitCode == 74)
    #expect(result.errorMessages.count == 1)
  }

  @Test(
    "help that does not come where it was to go is a failure, too",
    arguments: ["--help", "run --help", "--version"])
  func fullDiskForHelp(arguments: String) throws {
    #expect(try shell("$STONNE \(arguments) > /dev/full").exitCode == 74)
    #expect(try shell("$STONNE \(arguments)").exitCode == 0)
  }

  @Test("closed streams are nobody's number")
  func closedStreams() throws {
    #expect(try shell("$STONNE \(Self.run) >&- 2>&- <&-").exitCode == 0)
  }

  @Test("a limit on the size of files is the machine's failure, not the end by a signal")
  func fileSizeLimit() throws {
    try TemporaryFolder.with { folder in
      let result = try shell("ulimit -f 1; $STONNE \(Self.run) --quiet --out '\(folder.path)'")
      #expect(result.exitCode == 74)
      #expect(result.errorMessages.count == 1)
    }
  }
}
