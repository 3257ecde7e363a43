/// The rows of `stonne compare --format csv`: a layer each, the totals last (RFC 4180).
package struct RunComparisonCSV {
  package let text: String

  /// - Parameter comparisons: one a machine; with several a first column names it.
  package init(_ comparisons: [RunComparison]) {
    let titles = [
      "name", "op_type", "cycles_a", "cycles_b", "cycles_change", "energy_a", "energy_b", "energy_change",
      "utilization_a", "utilization_b", "in_a", "in_b",
    ]
    let isNamed = comparisons.count > 1
    var lines = [(isNamed ? ["hardware"] : []) + titles]
    for comparison in comparisons {
      let machine = isNamed ? [comparison.a.hardware ?? ""] : []
      lines += (comparison.layers + [comparison.totals]).map { machine + Self.row($0) }
    }
    text = lines.map { $0.map(CSVField.escaped).joined(separator: ",") + "\n" }.joined()
  }

  private static func row(_ layer: RunComparison.Layer) -> [String] {
    func text(_ value: (some CustomStringConvertible)?) -> String { value?.description ?? "" }
    let energy = (layer.b?.energy ?? 0) - (layer.a?.energy ?? 0)
    return [
      layer.name, layer.opType, text(layer.a?.cycles), text(layer.b?.cycles), String(layer.movedCycles),
      text(layer.a?.energy), text(layer.b?.energy), String(energy), text(layer.a?.utilization),
      text(layer.b?.utilization), layer.isInA ? "1" : "0", layer.isInB ? "1" : "0",
    ]
  }
}
