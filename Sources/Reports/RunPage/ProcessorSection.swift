/// What ran on the CPU, and why.
struct ProcessorSection {
  private let run: RunDocument
  private let name: String

  init(_ run: RunDocument, name: String) {
    self.run = run
    self.name = name
  }

  /// Beside a machine: a row an operator and reason.
  var html: String {
    let nodes = run.layers.filter { $0.device == "cpu" }
    guard !nodes.isEmpty else {
      return "<h3>On the CPU</h3>\n<p>Nothing: every node ran on the accelerator.</p>\n"
    }
    var table = HTMLTable(
      name: "\(name)-cpu", caption: "Nodes on the CPU by operator and reason",
      columns: [
        .init("Operator", of: "layers.op_type", .text), .init("Nodes", "How many nodes", .number),
        .init("Why", of: "layers.reason", .words), .init("Names", of: "layers.name", .words),
      ])
    for group in groups(nodes) {
      let names = group.nodes.map { HTMLText.escaped($0.name) }.joined(separator: ", ")
      let count = NumberText.grouped(group.nodes.count)
      table.append([
        HTMLText.escaped(group.nodes[0].opType), count,
        HTMLText.escaped(group.reason ?? "the accelerator takes Conv, Gemm and MatMul"),
        group.nodes.count > 4 ? "<details><summary>\(count) names</summary>\(names)</details>" : names,
      ])
    }
    return
      "<h3>On the CPU</h3>\n<p class=\"soft\">These nodes ran on the reference executor and cost no simulated "
      + "cycles.</p>\n" + table.html
  }

  /// Most nodes first.
  private func groups(_ nodes: [LayerDocument]) -> [(reason: String?, nodes: [LayerDocument])] {
    var groups: [[String?]: [LayerDocument]] = [:]
    for node in nodes { groups[[node.opType, node.reason], default: []].append(node) }
    return groups.values.map { (reason: $0[0].reason, nodes: $0) }
      .sorted { ($1.nodes.count, $0.nodes[0].index) < ($0.nodes.count, $1.nodes[0].index) }
  }

  /// Of a run without a machine: the time of each node.
  var timesHTML: String {
    var table = HTMLTable(
      name: "\(name)-cpu", caption: "Nodes on the reference executor",
      columns: [
        .init("Node", of: "layers.name", .text), .init("#", of: "layers.index"),
        .init("Operator", of: "layers.op_type", .text), .init("Output", of: "layers.output_shapes", .text),
        .init("Time ms", "Milliseconds of the host", .number), .init("Time", "Time of the host, to scale", .bar),
      ])
    let longest = run.layers.compactMap(\.wallSeconds).max() ?? 0
    for node in run.layers {
      let shapes = node.outputShapes.map { $0.map(String.init).joined(separator: "x") }
      let time = node.wallSeconds.map { NumberText.fixed($0 * 1000, decimals: 3) } ?? "-"
      table.append([
        HTMLText.escaped(node.name), String(node.index), HTMLText.escaped(node.opType),
        shapes.joined(separator: " "), time,
        SharesBar(
          parts: [.init(key: "busy", value: node.wallSeconds ?? 0, tooltip: "\(time) ms")], end: longest,
          title: "\(time) ms"
        ).svg,
      ])
    }
    return "<section>\n<h3>Node by node</h3>\n\(table.html)</section>\n"
  }
}
