import StonneFlags
import Testing

@Suite("STONNE's command line explains itself")
struct StonneHelpTests {
  @Test("-h is the program's help, and names every operation")
  func help() throws {
    let result = try StonneBinary.run(["-h"])
    #expect(result.exitCode == 0 && result.errors == "")
    #expect(result.output.hasPrefix(try StonneBinary.run(["--help"]).output))
    #expect(
      result.output.contains("  stonne -CONV | -FC | -DenseGEMM | -SparseGEMM | -SparseDense [-name=value ...]\n"))
  }

  @Test("-OPERATION -h lists its flags, their defaults and what they take", arguments: StonneOperation.allCases)
  func flags(operation: StonneOperation) throws {
    let result = try StonneBinary.run(["-\(operation.rawValue)", "-h"])
    #expect(result.exitCode == 0 && result.errors == "")
    #expect(result.output.hasPrefix("USAGE: stonne -\(operation.rawValue) [-name=value ...]\n\n"))
    let defaults = StonneSettings(operation)
    for flag in operation.flags {
      let entry =
        "\(flag.meaning) (default: \(flag.text(defaults)))\n" + String(repeating: " ", count: 24) + flag.accepted
      #expect(result.output.contains("\n  -\(flag.name)=") && result.output.contains(entry + "\n"), "\(flag.name)")
    }
  }

  @Test("the help of a convolution is aligned in two columns")
  func columns() throws {
    let result = try StonneBinary.run(["-CONV", "-h"])
    #expect(
      result.output.hasPrefix(
        """
        USAGE: stonne -CONV [-name=value ...]

          -R=                   Filter rows. (default: 1)
                                a whole number from 1
          -S=                   Filter columns. (default: 3)
                                a whole number from 1

        """))
  }
}
