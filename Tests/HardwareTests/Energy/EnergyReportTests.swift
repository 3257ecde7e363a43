import Foundation
import Hardware
import TestSupport
import Testing

@Suite("Energy reports")
struct EnergyReportTests {
  private static let runs = (try? CSVFixture("Fixtures/energy_runs.csv", in: .module).rows) ?? []

  @Test("fifteen runs give the totals that STONNE's script prints", arguments: runs)
  func totals(_ run: CSVFixture.Row) throws {
    let totals = try EnergyReport(RecordedRun(run).activity, cycles: run.integer("cycles")).totals
    #expect(totals.area.isClose(to: run.number("area")))
    #expect(totals.staticEnergy.isClose(to: run.number("static")))
    #expect(totals.dynamicEnergy.isClose(to: run.number("dynamic")))
    #expect(totals.energy.isClose(to: run.number("total")))
  }

  @Test("each section of the fifteen runs has its share", arguments: runs)
  func sections(_ run: CSVFixture.Row) throws {
    let sections = try EnergyReport(RecordedRun(run).activity, cycles: run.integer("cycles")).sections
    let recorded = try CSVFixture("Fixtures/energy_sections.csv", in: .module).rows.filter {
      $0["run"] == run["run"]
    }
    #expect(sections.map(\.section.rawValue) == recorded.map { $0["section"] })
    for (section, row) in zip(sections, recorded) {
      #expect(section.totals.area.isClose(to: row.number("area"), within: 1e-8))
      #expect(section.totals.staticEnergy.isClose(to: row.number("static"), within: 1e-8))
      #expect(section.totals.dynamicEnergy.isClose(to: row.number("dynamic"), within: 1e-8))
    }
  }

  @Test("all fifteen runs are there")
  func count() { #expect(Self.runs.count == 15) }

  @Test("a component or an operation that the table lacks is an error with the nearest name")
  func lacking() {
    let unknown = ComponentActivity(.multipliers, "MULTIPLIR", instances: 1, operations: [])
    #expect(throws: HardwareError.noCost(of: "MULTIPLIR", nearest: "MULTIPLIER")) {
      try EnergyReport([unknown], cycles: 1)
    }
    let operation = ComponentActivity(.multipliers, "FIFO", instances: 1, operations: [.init("PUSHH", 0)])
    #expect(throws: HardwareError.noCost(of: "FIFO PUSHH", nearest: "PUSH")) {
      try EnergyReport([operation], cycles: 1)
    }
  }
}

/// The activity of a recorded run: its summed counts, and STONNE's numbers of instances.
private struct RecordedRun {
  let run: CSVFixture.Row

  init(_ run: CSVFixture.Row) { self.run = run }

  private var multipliers: Int { run.integer("ms_size") }
  private var isMesh: Bool { run.integer("rows") > 0 }
  private var elements: Int { isMesh ? run.integer("rows") * run.integer("columns") : multipliers }

  var activity: [ComponentActivity] {
    (distribution + array + reduction + [buffer] + bus).filter { $0.instances > 0 }
  }

  private func part(
    _ section: ComponentActivity.Section, _ component: String, _ instances: Int,
    _ operations: [(String, String)] = []
  ) -> ComponentActivity {
    ComponentActivity(
      section, component, instances: instances, operations: operations.map { .init($0, run.integer($1)) })
  }

  private var distribution: [ComponentActivity] {
    let leaves = isMesh ? run.integer("rows") + run.integer("columns") : multipliers
    let trees = run.integer("dn_bw")
    return [
      part(.distribution, "DN_WIRE", 2 * leaves - trees, [("WRITE", "dn_wire")]),
      part(
        .distribution, "SWITCH", leaves - trees, [("ROUTE_UNICAST", "unicast"), ("ROUTE_BROADCAST", "broadcast")]),
    ]
  }

  private var array: [ComponentActivity] {
    let (rows, columns) = (run.integer("rows"), run.integer("columns"))
    let links = isMesh ? rows * (columns - 1) + columns * (rows - 1) : multipliers - 1
    return [
      part(.multipliers, "MN_WIRE", links, [("WRITE", "mn_wire")]),
      part(
        .multipliers, "MULTIPLIER", elements,
        [("MULTIPLICATION", "multiplication"), ("FORWARD_PSUM", "forward_psum")]),
      part(.multipliers, "FIFO", 5 * elements),
    ]
  }

  private var reduction: [ComponentActivity] {
    let levels = multipliers.trailingZeroBitCount
    let buffer = run.integer("accumulation_buffer")
    let (wires, adders, accumulators) =
      switch run["reduce_network"] {
      case "TEMPORALRN": (elements, 0, elements)
      case "FENETWORK": (7 * multipliers / 2 - levels - 1, multipliers, 0)
      default:
        (
          2 * multipliers - 2 + multipliers / 2 - levels + buffer * (multipliers - 1), multipliers - 1,
          buffer * (multipliers - 1)
        )
      }
    return [
      part(.reduction, "RN_WIRE", wires, [("WRITE", "rn_wire")]),
      part(.reduction, "ADDER", adders, [("ADD_2_1", "add_2_1"), ("ADD_3_1", "add_3_1")]),
      part(.reduction, "ACCUMULATOR", accumulators, [("ADD", "accumulator_add")]),
    ]
  }

  private var buffer: ComponentActivity {
    part(.globalBuffer, "GLOBALBUFFER", 1, [("READ", "buffer_read"), ("WRITE", "buffer_write")])
  }

  private var bus: [ComponentActivity] {
    let lines = run.integer("rn_bw")
    return [part(.collectionBus, "CB_WIRE", lines * (multipliers / lines + 2), [("WRITE", "cb_wire")])]
  }
}

extension Double {
  fileprivate func isClose(to other: Double, within tolerance: Double = 1e-9) -> Bool {
    abs(self - other) <= tolerance * abs(other)
  }
}
