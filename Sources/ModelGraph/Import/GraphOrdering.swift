import Diagnostics

/// Checks that the names of a graph fit together, and puts its nodes in topological order.
///
/// Every value has one producer, every used value has one at all, no value of a subgraph hides one that
/// it can see (ONNX IR specification, "Names Within a Graph"). Files that keep the order asked for keep
/// it here too.
struct GraphOrdering {
  let path: String

  func ordered(_ graph: Graph) throws(ModelError) -> Graph {
    let (ordered, free) = try sorted(graph, isNested: false)
    if let (name, user) = free.min(by: { $0.key < $1.key }) {
      throw .value(
        name, path: path, reason: "node `\(user)` uses it, but no node, initializer or graph input produces it",
        hint: nearestName(to: name, among: ordered.producedNames).map { "did you mean `\($0)`?" })
    }
    var visible: Set<String> = []
    try checkShadowing(ordered, visible: &visible)
    return ordered
  }

  /// The graph with its nodes in order, and the names that it takes from outside, each with the node
  /// that uses it.
  private func sorted(
    _ graph: Graph, isNested: Bool
  ) throws(ModelError) -> (graph: Graph, free: [String: String]) {
    let producers = try producers(of: graph)
    var graph = graph
    var free: [String: String] = [:]
    var dependencies: [[Int]] = []
    for index in graph.nodes.indices {
      let user = graph.nodes[index].displayName
      var needed: [Int] = []
      for name in try sortSubgraphs(of: &graph.nodes[index]) where !name.isEmpty {
        switch producers[name] {
        case .node(let producer)?: needed.append(producer)
        case .given?: break
        case nil: free[name] = free[name] ?? user
        }
      }
      dependencies.append(needed)
    }
    for output in graph.outputs where producers[output.name] == nil {
      guard isNested, !output.name.isEmpty else {
        throw .value(
          output.name, path: path, reason: "it is an output of the graph, but nothing produces it",
          hint: nearestName(to: output.name, among: graph.producedNames).map { "did you mean `\($0)`?" })
      }
      free[output.name] = graph.name
    }
    let order = try TopologicalOrder(dependencies).order { (node) throws(ModelError) in
      throw fault(graph.nodes[node], "it is part of a cycle: its inputs depend on its own output")
    }
    graph.nodes = order.map { graph.nodes[$0] }
    return (graph, free)
  }

  /// Sorts the graphs in the node's attributes.
  /// - Returns: the names that the node uses: its inputs and what its graphs take from outside, in an
  ///   order that depends on the model alone.
  private func sortSubgraphs(of node: inout Node) throws(ModelError) -> [String] {
    try checkSubgraphs(of: node)
    var uses = node.inputs
    func sort(_ graph: inout Graph) throws(ModelError) {
      let (sortedGraph, free) = try sorted(graph, isNested: true)
      graph = sortedGraph
      uses += free.keys.sorted()
    }
    for (name, attribute) in node.attributes.sorted(by: { $0.key < $1.key }) {
      switch attribute {
      case .graph(var graph):
        try sort(&graph)
        node.attributes[name] = .graph(graph)
      case .graphs(var graphs):
        for index in graphs.indices { try sort(&graphs[index]) }
        node.attributes[name] = .graphs(graphs)
      default: break
      }
    }
    return uses
  }

  // MARK: Names

  private enum Producer {
    case given
    case node(Int)
  }

  private func producers(of graph: Graph) throws(ModelError) -> [String: Producer] {
    var producers: [String: Producer] = [:]
    for name in graph.initializers.keys { producers[name] = .given }
    for input in graph.inputs where producers.updateValue(.given, forKey: input.name) != nil {
      throw .value(input.name, path: path, reason: "two graph inputs have this name")
    }
    for (index, node) in graph.nodes.enumerated() {
      for name in node.outputs where !name.isEmpty {
        guard producers.updateValue(.node(index), forKey: name) == nil else {
          throw .value(
            name, path: path,
            reason: "node `\(node.displayName)` (\(node.operatorType)) produces it, but it has another producer")
        }
      }
    }
    return producers
  }

  /// - Parameter visible: names of the enclosing graphs that exist where this graph is evaluated.
  private func checkShadowing(_ graph: Graph, visible: inout Set<String>) throws(ModelError) {
    var own: [String] = []
    func declare(_ name: String, _ visible: inout Set<String>) throws(ModelError) {
      guard !name.isEmpty else { return }
      guard visible.insert(name).inserted else {
        throw .value(
          name, path: path,
          reason: "the subgraph `\(graph.name)` produces it, but an enclosing graph has it already")
      }
      own.append(name)
    }
    for name in graph.initializers.keys.sorted() { try declare(name, &visible) }
    for input in graph.inputs { try declare(input.name, &visible) }
    for node in graph.nodes {
      for subgraph in node.subgraphs { try checkShadowing(subgraph, visible: &visible) }
      for name in node.outputs { try declare(name, &visible) }
    }
    visible.subtract(own)
  }

  func fault(_ node: Node, _ reason: String) -> ModelError {
    .node(node.displayName, operatorType: node.operatorType, path: path, reason: reason)
  }
}

extension Graph {
  /// Names that can be used in the graph, for hints.
  fileprivate var producedNames: [String] {
    inputs.map(\.name) + initializers.keys.sorted() + nodes.flatMap(\.outputs)
  }
}
