import ModelGraph

/// A node as a report names it: equal names are told apart by their order.
package struct LayerName: Hashable, Sendable {
  package var name: String
  package var operatorType: String
  /// How many nodes of this name and operator come before it.
  package var earlier: Int

  package init(name: String, operatorType: String, earlier: Int) {
    self.name = name
    self.operatorType = operatorType
    self.earlier = earlier
  }

  /// The node's place in a graph; `nil` where the graph has no such node.
  func index(in graph: Graph) -> Int? {
    graph.nodes.indices.filter {
      graph.nodes[$0].displayName == name && graph.nodes[$0].operatorType == operatorType
    }.dropFirst(earlier).first
  }
}
