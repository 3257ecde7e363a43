import Foundation
import Testing

@Suite("stonne energy")
struct EnergyTests {
  private static let table = "simulation_files/energy_table.txt"

  @Test("the counters of a run cost what STONNE's script says, to the last digit")
  func recorded() throws {
    try TemporaryFolder.with { folder in
      let command =
        "-CONV -R=3 -S=3 -C=6 -K=6 -X=20 -Y=20 -T_R=3 -T_S=3 -T_X_=3 -num_ms=64 -dn_bw=8 -rn_bw=8"
      _ = try StonneBinary.run(
        command.split(separator: " ").map(String.init), variables: ["OUTPUT_DIR": folder.path])
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      let counters = folder.appending(path: try #require(names.first { $0.hasSuffix(".counters") })).path
      let result = try StonneBinary.run(["energy", "--table", Self.table, "--counters", counters])
      #expect(result.exitCode == 0)
      #expect(result.errors == "")
      #expect(
        result.output.hasSuffix(
          """
          Total STATIC Energy: 4443.787434000008
          Total DYNAMIC Energy: 18404.486986148997
          Total Area: 256091.56800000035
          Total Energy: 22848.274420149006

          """))
      #expect(
        result.output.contains(
          "\nDSNetwork: STATIC=180.04257600000003 AREA=7481.039999999974 DYNAMIC=5639.501175840001\n"))

      let file = folder.appending(path: "run.energy")
      let silent = try StonneBinary.run(
        ["energy", "--table", Self.table, "--counters", counters, "--out", file.path])
      #expect(silent.output == "")
      #expect(try String(contentsOf: file, encoding: .utf8) + "\n" == result.output)
    }
  }

  @Test("a counters file that counts nothing, and a table that lacks a cost, are refused by name")
  func nothing() throws {
    try TemporaryFolder.with { folder in
      let empty = folder.appending(path: "empty.txt").path
      let counters = folder.appending(path: "run.counters").path
      try Data().write(to: URL(filePath: empty))
      try Data("CYCLES=1\n[DSNetwork]\nDN_WIRE READ=1\n".utf8).write(to: URL(filePath: counters))
      try Refusal.expect(["energy", "--table", Self.table, "--counters", empty], naming: ["empty.txt:1"])
      try Refusal.expect(["energy", "--table", empty, "--counters", counters], naming: ["empty.txt", "DN_WIRE"])
    }
  }

  @Test("files that are missing or malformed are refused")
  func refused() throws {
    try Refusal.expect(["energy", "--table", Self.table, "--counters", "no/such"], naming: ["no/such"])
    try Refusal.expect(["energy", "--table", "no/table", "--counters", "Makefile"], naming: ["no/table"])
    try Refusal.expect(["energy", "--table", Self.table, "--counters", "Makefile"], naming: ["Makefile:1"])
  }
}
