import CSQLite
import Foundation
import Sweeps
import Testing

@Suite("A sweep's database")
struct SweepFolderTests {
  @Test("a file that is no database is refused and left as it is")
  func stranger() throws {
    try SweepTrial.with(.lenet()) { trial in
      let file = URL(filePath: trial.folder.path + "/sweep.db")
      let text = Data(String(repeating: "not a database ", count: 100).utf8)
      try text.write(to: file)
      #expect(throws: SweepError.self) { try trial.run() }
      #expect(try Data(contentsOf: file) == text)
    }
  }

  @Test(
    "rows that no sweep wrote count for nothing: their points are run again, and cost what they did",
    arguments: [
      "UPDATE points SET cycles = -1", "UPDATE points SET area = 9e999", "UPDATE points SET sram_reads = 'many'",
      "UPDATE points SET energy_static = 1e308, energy_dynamic = 1e308", "UPDATE points SET wall_seconds = 9e999",
      "DELETE FROM points; UPDATE layers SET cycles = -9223372036854775808",
      "DELETE FROM points; UPDATE layers SET activity = 'DSNetwork DN_WIRE -1 WRITE 1'",
      "DELETE FROM points; UPDATE layers SET activity = 'DSNetwork DN_WIRE 1 WRITE -1'",
    ])
  func foreignRows(change: String) throws {
    try SweepTrial.with(.lenet(rest: "[run]\ntiming_only = true")) { trial in
      try trial.run()
      let table = try trial.table()
      try alter(trial, change)
      #expect(try trial.run() == 1)
      #expect(try trial.table() == table)
    }
  }

  @Test("prices whose sums cannot be counted fail their point")
  func uncountable() throws {
    try SweepTrial.with(.lenet(rest: "[run]\ntiming_only = true")) { trial in
      try trial.run()
      try alter(trial, "DELETE FROM points; UPDATE layers SET cycles = 9223372036854775807")
      try trial.run()
      #expect(try trial.table().contains("more cycles or operations than can be counted"))
    }
  }

  /// Changes the database behind the sweep's back.
  private func alter(_ trial: SweepTrial, _ statements: String) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close_v2(handle) }
    try #require(sqlite3_open(trial.folder.path + "/sweep.db", &handle) == SQLITE_OK)
    try #require(sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK)
  }

  @Test(
    "a shard is 1/1 to N/N of at most 10,000",
    arguments: ["0/2", "3/2", "1/0", "1", "a/b", "1/20000", "-1/2", "1/2/3"])
  func shards(text: String) { #expect(SweepShard(text) == nil) }

  @Test("a shard's files bear its name")
  func names() { #expect(SweepShard("2/8")?.name == "shard-2-of-8") }
}
