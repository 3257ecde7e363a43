/// What `stonne explain` prints: the layer, what bounds it, and what would change it.
package struct ExplanationTable {
  private let document: ExplanationDocument

  package init(_ document: ExplanationDocument) { self.document = document }

  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(width: Int?, style: TextStyle = .plain) -> String {
    heading + limits.text(width: width, style: style) + "\n" + alternatives.text(width: width, style: style)
  }

  private var heading: String {
    let layer = document.layer
    let machine = document.hardware
    let tile = layer.tile.map { ", tile \($0.summary) (\(layer.tileSource ?? "file"))" } ?? ""
    let runs = layer.runs > 1 ? ", \(NumberText.grouped(layer.runs)) runs" : ""
    let share = NumberText.fixed(layer.utilization * 100, decimals: 1)
    let bound = document.parts.first { $0.limit == document.bound }
    let most = bound.map { ": \(Self.percent($0.share)) % of the cycles, \($0.meaning)" } ?? ""
    return OneLine.text(
      "\(layer.name) (\(layer.opType)) on \(machine.path): \(layer.operation ?? "") \(layer.shape?.summary ?? "")"
        + "\(runs)\(tile)") + "\n"
      + "\(NumberText.grouped(layer.cycles)) cycles, \(NumberText.grouped(layer.macs)) MACs, "
      + "\(share) % of the multipliers busy\n"
      + "bound by \(Self.words(document.bound))\(most)\n\n"
  }

  private var limits: TextTable {
    var table = TextTable([
      .init("Limit", .left), .init("Cycles"), .init("Share", unit: "%"),
      .init("What it is", .left, shrinks: true, leaves: 1),
    ])
    for part in document.parts {
      table.append([
        Self.words(part.limit), NumberText.grouped(part.cycles), Self.percent(part.share), part.meaning,
      ])
    }
    table.setFooter([
      "all", NumberText.grouped(document.layer.cycles), Self.percent(document.parts.reduce(0) { $0 + $1.share }),
      "",
    ])
    return table
  }

  private var alternatives: TextTable {
    let unit = document.hardware.energyUnit ?? "energy units"
    var table = TextTable([
      .init("With", .left), .init("Cycles"), .init("x faster"), .init("Energy", unit: unit, leaves: 3),
      .init("Util.", unit: "%", leaves: 2), .init("Tile, or why not", .left, shrinks: true, leaves: 1),
    ])
    for row in document.alternatives {
      let faster = row.cycles.map {
        NumberText.fixed(Double(document.layer.cycles) / Double(max($0, 1)), decimals: 2)
      }
      table.append([
        row.change, row.cycles.map(NumberText.grouped) ?? "-", faster ?? "-",
        row.energy.map { NumberText.fixed($0, decimals: 0) } ?? "-",
        row.utilization.map(Self.percent) ?? "-", row.reason ?? row.tile?.summary ?? "",
      ])
    }
    return table
  }

  private static func percent(_ share: Double) -> String { NumberText.fixed(share * 100, decimals: 1) }

  private static func words(_ limit: String) -> String { limit.replacing("_", with: " ") }
}
