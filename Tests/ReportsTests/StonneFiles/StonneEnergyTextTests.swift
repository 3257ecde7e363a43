import Hardware
import Reports
import Testing

@Suite("The text of STONNE's energy script")
struct StonneEnergyTextTests {
  private let table = "GLOBALBUFFER AREA=3 STATIC=0.5 READ=0.25 WRITE=2\n\nWIRE WRITE=0.1 READ=0\n"
  private let counters = """
    CYCLES=10
    [DSNetwork]
    WIRE WRITE=3 READ=0
    WIRE WRITE=4 READ=7
    [GlobalBuffer]
    GLOBALBUFFER READ=2 WRITE=1

    """

  private func text(isVerbose: Bool = false) throws -> String {
    let costs = try EnergyTable(text: Array(table.utf8), path: "table")
    let counts = try CountersFile(text: Array(counters.utf8), path: "counters")
    return try StonneEnergyText(table: costs, tableText: table, counters: counts).text(isVerbose: isVerbose)
  }

  @Test("the table without empty lines, the sections, the totals, and no line end after them")
  func plain() throws {
    #expect(
      try text() == """
        DYNAMIC ENERGY TABLE USED
        -------------------------------------------
        GLOBALBUFFER AREA=3 STATIC=0.5 READ=0.25 WRITE=2
        WIRE WRITE=0.1 READ=0
        -------------------------------------------
        COMPONENT BREAKDOWN
        -------------------------------------------
        DSNetwork: STATIC=0.0 AREA=0.0 DYNAMIC=0.7000000000000001
        GlobalBuffer: STATIC=5.0 AREA=3.0 DYNAMIC=2.5
        Total STATIC Energy: 5.0
        Total DYNAMIC Energy: 3.2
        Total Area: 3.0
        Total Energy: 8.2
        """)
  }

  @Test("verbosely, every instance has its line")
  func verbose() throws {
    let lines = try text(isVerbose: true).split(separator: "\n")
    #expect(
      lines[5...9] == [
        "[DSNetwork]", "WIRE STATIC=0.0 AREA=0.0 WRITE=0.30000000000000004 READ=0.0",
        "WIRE STATIC=0.0 AREA=0.0 WRITE=0.4 READ=0.0", "[GlobalBuffer]",
        "GLOBALBUFFER STATIC=5.0 AREA=3.0 READ=0.5 WRITE=2.0",
      ])
  }

  @Test("a table that lacks a component is refused")
  func lacking() throws {
    let counts = try CountersFile(text: Array(counters.utf8), path: "counters")
    #expect(throws: HardwareError.self) { try StonneEnergyText(table: .standard, counters: counts) }
  }
}
