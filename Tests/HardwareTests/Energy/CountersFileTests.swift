import Hardware
import Testing

@Suite("Counters files")
struct CountersFileTests {
  private let text = """
    CYCLES=12
    [DSNetwork]
    DN_WIRE WRITE=3 READ=0
    DN_WIRE WRITE=4 READ=0
    [GlobalBuffer]
    GLOBALBUFFER READ=5 WRITE=6

    """

  private func file(_ text: String) throws(HardwareError) -> CountersFile {
    try CountersFile(text: Array(text.utf8), path: "c")
  }

  @Test("every line is an instance of its section")
  func reading() throws {
    let counters = try file(text)
    #expect(counters.cycles == 12)
    #expect(counters.activity.count == 3)
    #expect(
      counters.activity[1]
        == ComponentActivity(
          .distribution, "DN_WIRE", instances: 1, operations: [.init("WRITE", 4), .init("READ", 0)]))
    #expect(counters.activity[2].section == .globalBuffer)
  }

  @Test("without a first line of cycles there were none")
  func withoutCycles() throws {
    #expect(try file("[DSNetwork]\nDN_WIRE WRITE=3\n").cycles == 0)
  }

  @Test(
    "malformed lines are refused with their number",
    arguments: [
      ("CYCLES=x\n", "item `CYCLES=x` in c:1: a count is an integer from 0"),
      (
        "CYCLES=1\nDN_WIRE WRITE=1",
        "line `DN_WIRE` in c:2: a component needs a section such as [DSNetwork] above it"
      ),
      ("[DSNetwork]\nDN_WIRE WRITE=-1", "item `WRITE=-1` in c:2: a count is an integer from 0"),
      (
        "[DSNetwork]\nDN_WIRE WRITE=99999999999999999999",
        "item `WRITE=99999999999999999999` in c:2: a count is an integer from 0"
      ),
      (
        "[DNetwork]",
        "section [DNetwork] in c:1: accepted: DSNetwork, MSNetwork, ReduceNetwork, GlobalBuffer, CollectionBus"
      ),
    ])
  func malformed(_ text: String, _ message: String) {
    #expect(throws: HardwareError.self) { try file(text) }
    do { _ = try file(text) } catch { #expect(error.description == message) }
  }

  @Test("no truncation traps")
  func truncations() {
    for count in 0...text.utf8.count { _ = Array(text.utf8.prefix(count)).withUnsafeBytes(isCountersFile) }
  }
}
