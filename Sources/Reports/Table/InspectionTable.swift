/// What `stonne inspect` prints: a line a node, and why each one is or is not for the accelerator.
package struct InspectionTable {
  private let document: InspectionDocument

  package init(_ document: InspectionDocument) { self.document = document }

  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(width: Int?, style: TextStyle = .plain) -> String {
    var table = TextTable([
      .init("#", leaves: 1), .init("Node", .left, shrinks: true), .init("Operator", .left),
      .init("Output", .left, shrinks: true, leaves: 2), .init("MACs", leaves: 3), .init("Runs on", .left),
      .init("Why, or as what", .left, shrinks: true),
    ])
    for node in document.nodes {
      table.append([
        String(node.index), node.name, node.opType, node.outputs.map(Self.text).joined(separator: ", "),
        node.macs.map(NumberText.grouped) ?? "-", node.device, Self.remark(on: node),
      ])
    }
    return heading + table.text(width: width, style: style)
  }

  private var heading: String {
    let opsets = document.opset.sorted { $0.key < $1.key }.map { domain, version in
      domain.isEmpty ? "opset \(version)" : "\(domain) \(version)"
    }
    var text =
      OneLine.text(
        "\(document.path): \(document.name.isEmpty ? "unnamed" : document.name), "
          + "ir_version \(document.irVersion), \(opsets.joined(separator: ", "))") + "\n"
    text += "\(NumberText.grouped(document.nodes.count)) nodes after constant folding, "
    text += "\(NumberText.grouped(document.parameters)) constants, \(NumberText.grouped(document.macs)) MACs\n"
    for input in document.inputs { text += OneLine.text("input \(input.name ?? "?"): \(Self.text(input))") + "\n" }
    return text + "\n"
  }

  private static func remark(on node: InspectionDocument.Node) -> String {
    guard let operation = node.operation, let shape = node.shape else { return node.reason ?? "" }
    let runs = node.runs > 1 ? ", \(NumberText.grouped(node.runs)) runs" : ""
    let reason = node.reason.map { " (\($0))" } ?? ""
    return "\(operation) \(shape.summary)\(runs)\(reason)"
  }

  private static func text(_ value: InspectionDocument.Value) -> String {
    let type = value.type ?? "?"
    guard let shape = value.shape else { return type }
    return shape.isEmpty ? type : type + " " + shape.map { $0.map(String.init) ?? "?" }.joined(separator: "x")
  }
}
