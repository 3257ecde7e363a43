extension Graph {
  /// Calls `body` with each node, those of subgraphs (If, Loop, Scan) after the node that holds them.
  package func forEachNode(includesSubgraphs: Bool = true, _ body: (Node) -> Void) {
    for node in nodes {
      body(node)
      if includesSubgraphs { for subgraph in node.subgraphs { subgraph.forEachNode(body) } }
    }
  }

  /// The names of values that the graph uses and does not produce, in order of first use: what a
  /// subgraph takes from the graphs around it (ONNX IR specification, "Graphs", names and scopes).
  package var capturedNames: [String] {
    var produced = Set(inputs.map(\.name))
    produced.formUnion(initializers.keys)
    for node in nodes { produced.formUnion(node.outputs) }
    var seen = produced.union([""])
    var captured: [String] = []
    func use(_ name: String) {
      if seen.insert(name).inserted { captured.append(name) }
    }
    for node in nodes {
      for name in node.inputs { use(name) }
      for name in node.capturedNames { use(name) }
    }
    for output in outputs { use(output.name) }
    return captured
  }
}

extension Node {
  /// The graphs among the attributes, in the order of the attributes' names.
  package var subgraphs: [Graph] { Self.subgraphs(attributes) }

  private static func subgraphs(_ attributes: [String: Attribute]) -> [Graph] {
    let graphs = attributes.compactMap { name, attribute -> (name: String, graphs: [Graph])? in
      switch attribute {
      case .graph(let graph): (name, [graph])
      case .graphs(let graphs): (name, graphs)
      default: nil
      }
    }
    return graphs.sorted { $0.name < $1.name }.flatMap(\.graphs)
  }

  /// The names that the graphs among attributes capture, in order of first use.
  static func capturedNames(_ attributes: [String: Attribute]) -> [String] {
    var seen: Set<String> = []
    return subgraphs(attributes).flatMap(\.capturedNames).filter { seen.insert($0).inserted }
  }
}
