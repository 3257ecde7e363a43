/// The table of all numbers: a row a layer on the machine.
struct LayerNumbers {
  private let run: RunDocument
  private let name: String

  /// - Parameter name: the table's identifier, unique on the page.
  init(_ run: RunDocument, name: String) {
    self.run = run
    self.name = name
  }

  private typealias Column = (column: HTMLTable.Column, cell: (LayerDocument) -> String)

  private var columns: [Column] {
    let columns: [Column] = [
      (.init("Layer", of: "layers.name", .text), { HTMLText.escaped($0.name) }),
      (.init("#", of: "layers.index"), { String($0.index) }),
      (.init("Operator", of: "layers.op_type", .text), { HTMLText.escaped($0.opType) }),
      (.init("Operation", of: "layers.operation", .text), { HTMLText.escaped($0.operation ?? "") }),
      (.init("Shape", of: "layers.shape", .text), { HTMLText.escaped($0.shape?.summary ?? "") }),
      (.init("Runs", of: "layers.runs"), { NumberText.grouped($0.runs) }),
      (.init("Tile", of: "layers.tile", .text), { HTMLText.escaped($0.tile?.summary ?? "-") }),
      (.init("By", of: "layers.tile_source", .text), { HTMLText.escaped($0.tileSource ?? "-") }),
      (.init("Cycles", of: "layers.cycles"), { NumberText.grouped($0.cycles) }),
      (.init("MACs", of: "layers.macs"), { NumberText.grouped($0.macs) }),
      (
        .init("MACs a cycle", "Useful multiply-accumulates by cycles", .number),
        { NumberText.fixed($0.cycles > 0 ? Double($0.macs) / Double($0.cycles) : 0, decimals: 2) }
      ),
      (.init("Util. %", of: "layers.utilization"), { Self.percent($0.utilization) }),
      (.init("Zero weights %", of: "layers.sparsity.weights"), { Self.percent($0.sparsity?.weights) }),
      (
        .init("Zero activations %", of: "layers.sparsity.activations"), { Self.percent($0.sparsity?.activations) }
      ),
      (.init("SRAM reads", of: "layers.sram_reads"), { NumberText.grouped($0.sramReads) }),
      (.init("SRAM writes", of: "layers.sram_writes"), { NumberText.grouped($0.sramWrites) }),
      (
        .init("Bus conflicts", of: "layers.bus_conflicts"), { $0.busConflicts.map(NumberText.grouped) ?? "-" }
      ),
    ]
    return columns + phases + energies + times
  }

  private var phases: [Column] {
    PhaseFigure.titles.indices.map { place in
      let phase = PhaseFigure.titles[place]
      return (
        .init(phase.title, of: "layers.phases.\(phase.key)"),
        { $0.phases.map { NumberText.grouped($0.parts[place].cycles) } ?? "-" }
      )
    }
  }

  private var energies: [Column] {
    [
      (.init("Energy", of: "layers.energy.total"), { Self.whole($0.energy?.total) }),
      (.init("Static", of: "layers.energy.static"), { Self.whole($0.energy?.staticEnergy) }),
      (.init("Dynamic", of: "layers.energy.dynamic"), { Self.whole($0.energy?.dynamicEnergy) }),
    ]
  }

  private var times: [Column] {
    guard run.totals.wallSeconds != nil else { return [] }
    return [
      (
        .init("Host s", of: "layers.wall_seconds"),
        { $0.wallSeconds.map { NumberText.fixed($0, decimals: 4) } ?? "-" }
      )
    ]
  }

  var html: String {
    let columns = columns
    var table = HTMLTable(
      name: name, caption: "All numbers of each layer on the machine", columns: columns.map(\.column))
    for layer in run.acceleratorLayers { table.append(columns.map { $0.cell(layer) }) }
    let totals = run.totals
    let sums = [
      "Cycles": NumberText.grouped(totals.cycles), "MACs": NumberText.grouped(totals.macs),
      "Util. %": Self.percent(totals.utilization), "SRAM reads": NumberText.grouped(totals.sramReads),
      "SRAM writes": NumberText.grouped(totals.sramWrites), "Energy": Self.whole(totals.energy.total),
      "Static": Self.whole(totals.energy.staticEnergy), "Dynamic": Self.whole(totals.energy.dynamicEnergy),
    ]
    table.setFooter(["Total"] + columns.dropFirst().map { sums[$0.column.title] ?? "" })
    return "<p class=\"soft\">Sort by a column with its title; point at a title for what it means. Energy is in "
      + "\(HTMLText.escaped(run.energyUnit)).</p>\n" + table.html
  }

  private static func percent(_ share: Double?) -> String {
    share.map { NumberText.fixed($0 * 100, decimals: 1) } ?? "-"
  }

  private static func whole(_ energy: Double?) -> String {
    energy.map { NumberText.fixed($0, decimals: 0) } ?? "-"
  }
}
