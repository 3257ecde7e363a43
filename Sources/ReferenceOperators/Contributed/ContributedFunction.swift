import ModelGraph

/// An operator of onnxruntime (domain com.microsoft; onnxruntime, "Contrib Operators") that is a function of ONNX's
/// own operators: nodes take its place when a model is loaded, so that products in it are products like others.
struct ContributedFunction: Sendable {
  let name: String
  let attributes: Set<String>
  let write: @Sendable (inout FunctionBody, NodeReader) throws(OperatorError) -> Void

  init(
    _ name: String, _ attributes: Set<String> = [],
    write: @escaping @Sendable (inout FunctionBody, NodeReader) throws(OperatorError) -> Void
  ) {
    self.name = name
    self.attributes = attributes
    self.write = write
  }

  static let all = Dictionary(
    uniqueKeysWithValues: (products + activations + normalizations + quantized + attention).map { ($0.name, $0) })

  /// The nodes of the body, with the node's own outputs.
  func body(of node: Node) throws(OperatorError) -> [Node] {
    for name in node.attributes.keys.sorted() where !attributes.contains(name) {
      throw .unknownAttribute(name, accepted: attributes.sorted())
    }
    var body = FunctionBody(node)
    try write(&body, NodeReader(node))
    return body.nodes
  }
}

extension Graph {
  /// The graph with the bodies of ``ContributedFunction``s in their places, in subgraphs as well.
  /// - Throws: `NodeError` for a node that its function refuses.
  package func expandingContributedFunctions(source: String) throws(NodeError) -> Graph {
    var expanded = self
    expanded.nodes = []
    for node in nodes {
      if node.domain == "com.microsoft", let function = ContributedFunction.all[node.operatorType] {
        do { expanded.nodes += try function.body(of: node) } catch {
          throw NodeError(error, node: node, source: source)
        }
        continue
      }
      var node = node
      for (name, attribute) in node.attributes {
        switch attribute {
        case .graph(let graph):
          node.attributes[name] = .graph(try graph.expandingContributedFunctions(source: source))
        case .graphs(let graphs):
          var all: [Graph] = []
          for graph in graphs { all.append(try graph.expandingContributedFunctions(source: source)) }
          node.attributes[name] = .graphs(all)
        default: continue
        }
      }
      expanded.nodes.append(node)
    }
    return expanded
  }
}
