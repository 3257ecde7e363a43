extension Graph {
  /// Calls `body` with each node, those of subgraphs (If, Loop, Scan) after the node that holds them.
  package func forEachNode(_ body: (Node) -> Void) {
    for node in nodes {
      body(node)
      for subgraph in node.subgraphs { subgraph.forEachNode(body) }
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
  package var subgraphs: [Graph] {
    attributes.sorted { $0.key < $1.key }.flatMap { _, attribute in
      switch attribute {
      case .graph(let graph): [graph]
      case .graphs(let graphs): graphs
      default: [] as [Graph]
      }
    }
  }

  /// The names that the node's subgraphs capture.
  ///
  /// An evaluation gets their values after the listed inputs, in this order: value `i` is input
  /// `inputs.count + i`.
  package var capturedNames: [String] {
    var seen: Set<String> = []
    return subgraphs.flatMap(\.capturedNames).filter { seen.insert($0).inserted }
  }
}
