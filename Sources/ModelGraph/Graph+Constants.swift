extension Graph {
  /// Which of a node's inputs are constants of the graph, by position.
  package func constantInputs(of node: Node) -> Set<Int> {
    Set(node.inputs.indices.filter { initializers[node.inputs[$0]] != nil })
  }
}
