/// What a run on a machine left to the CPU, by operator, and why where the machine might have taken it.
package struct ProcessorNodes {
  private let run: RunDocument

  package init(_ run: RunDocument) { self.run = run }

  /// Said of a run on a machine that had nothing to do.
  package static let nothingAccelerated =
    "no node runs on the accelerator, which takes Conv, Gemm and MatMul: every count is 0"

  /// Nodes that are named before the rest is counted.
  private static let namedNodes = 3

  /// Lines for below the table; empty where everything ran on one device.
  package var text: String {
    let nodes = run.layers.filter { $0.device == "cpu" }
    guard run.hardware != nil, !nodes.isEmpty else { return "" }
    let counts = Dictionary(grouping: nodes, by: \.opType).mapValues(\.count)
    let list = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \(NumberText.grouped($0.value))" }
    var text = "on the CPU: \(list.joined(separator: ", "))\n"
    if run.totals.acceleratorLayers == 0 { text += Self.nothingAccelerated + "\n" }
    return text + reasons(nodes).joined()
  }

  /// A line for each operator and reason, in the order of their first nodes.
  private func reasons(_ nodes: [LayerDocument]) -> [String] {
    var groups: [(reason: String, nodes: [LayerDocument])] = []
    for node in nodes {
      guard let reason = node.reason else { continue }
      if let index = groups.firstIndex(where: { $0.reason == reason && $0.nodes[0].opType == node.opType }) {
        groups[index].nodes.append(node)
      } else {
        groups.append((reason, [node]))
      }
    }
    return groups.map { reason, nodes in
      if nodes.count == 1 {
        return "  \(OneLine.text(nodes[0].name)) (\(nodes[0].opType)) stays on the CPU: \(OneLine.text(reason))\n"
      }
      let named = nodes.prefix(Self.namedNodes).map { OneLine.text($0.name) }
      let rest = nodes.count > named.count ? " and \(NumberText.grouped(nodes.count - named.count)) more" : ""
      return "  \(NumberText.grouped(nodes.count)) \(nodes[0].opType) stay on the CPU: \(OneLine.text(reason)) "
        + "(\(named.joined(separator: ", "))\(rest))\n"
    }
  }
}
