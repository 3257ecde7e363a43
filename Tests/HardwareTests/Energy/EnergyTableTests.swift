import Diagnostics
import Hardware
import TestSupport
import Testing

@Suite("Energy tables")
struct EnergyTableTests {
  private func table(_ text: String) throws(HardwareError) -> EnergyTable {
    try EnergyTable(text: Array(text.utf8), path: "table.txt")
  }

  @Test("the shipped table is the built-in one")
  func shipped() throws {
    let path = repositoryRoot.appending(path: "simulation_files/energy_table.txt").path
    #expect(try EnergyTable(path: path) == .standard)
  }

  @Test("absent AREA and STATIC are 0, blanks and empty lines do not count")
  func reading() throws {
    let table = try table("\nFIFO  PUSH=1e-3\tPOP=2 \r\n\nADDER AREA=3 STATIC=4")
    #expect(table["FIFO"] == .init("FIFO", area: 0, staticEnergy: 0, operations: ["PUSH": 0.001, "POP": 2]))
    #expect(table["ADDER"] == .init("ADDER", area: 3, staticEnergy: 4, operations: [:]))
    #expect(table["SWITCH"] == nil)
    #expect(table.energyUnit == nil)
  }

  @Test("a byte order mark is none of the first component's name")
  func byteOrderMark() throws {
    #expect(try table("\u{FEFF}FIFO PUSH=1")["FIFO"] != nil)
  }

  @Test("a table that lacks one of STONNE's costs is told so, whatever the machine needs")
  func completeness() throws {
    try EnergyTable.standard.requireEveryCost(path: "standard.txt")
    let rows = EnergyTable.standard.rows.filter { $0.component != "ACCUMULATOR" }
    #expect(throws: HardwareError.noCost(of: "ACCUMULATOR", nearest: nil, table: "table.txt")) {
      try EnergyTable(rows).requireEveryCost(path: "table.txt")
    }
  }

  @Test("comment lines may declare the units")
  func units() throws {
    let table = try table("# from synthesis at 28 nm\n# energy unit: pJ\n#area unit: um^2\nFIFO PUSH=1\n")
    #expect(table.energyUnit == "pJ")
    #expect(table.areaUnit == "um^2")
    #expect(table.rows.count == 1)
  }

  @Test(
    "malformed lines are refused with their number",
    arguments: [
      ("A\nB X", "item `X` in table.txt:2: an item is written NAME=number, without blanks"),
      ("A =1", "item `=1` in table.txt:1: an item is written NAME=number, without blanks"),
      ("A X=1 X=2", "item `X=2` in table.txt:1: A has X already"),
      ("A X=1\nA Y=2", "component `A` in table.txt:2: it has a line already"),
      ("A X=-1", "item `X=-1` of A in table.txt:1: a number from 0 to 1e+100 is accepted"),
      ("A X=inf", "item `X=inf` of A in table.txt:1: a number from 0 to 1e+100 is accepted"),
      ("A X=1e308", "item `X=1e308` of A in table.txt:1: a number from 0 to 1e+100 is accepted"),
      ("A X=nan", "item `X=nan` of A in table.txt:1: a number from 0 to 1e+100 is accepted"),
      ("A X=", "item `X=` of A in table.txt:1: a number from 0 to 1e+100 is accepted"),
      ("A X=1,5", "item `X=1,5` of A in table.txt:1: a number from 0 to 1e+100 is accepted"),
    ])
  func malformed(_ text: String, _ message: String) {
    #expect(throws: HardwareError.self) { try table(text) }
    do { _ = try table(text) } catch { #expect(error.description == message) }
  }

  @Test("bytes that are no text are refused")
  func binary() {
    #expect(!([0xFF, 0xFE, 0x00] as [UInt8]).withUnsafeBytes(isEnergyTable))
    #expect(([] as [UInt8]).withUnsafeBytes(isEnergyTable))
  }

  @Test("a table that is not there is an input fault")
  func absent() {
    #expect(throws: FileAccessError.self) { try EnergyTable(path: "/no/such/table") }
  }
}
