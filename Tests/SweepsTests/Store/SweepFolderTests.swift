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
    "a shard is 1/1 to N/N of at most 10,000",
    arguments: ["0/2", "3/2", "1/0", "1", "a/b", "1/20000", "-1/2", "1/2/3"])
  func shards(text: String) { #expect(SweepShard(text) == nil) }

  @Test("a shard's files bear its name")
  func names() { #expect(SweepShard("2/8")?.name == "shard-2-of-8") }
}
