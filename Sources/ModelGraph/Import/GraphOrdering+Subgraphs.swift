extension GraphOrdering {
  /// Checks that the graphs of a control-flow operator have as many inputs and outputs as its node asks
  /// for (ONNX Operators: If, Loop, Scan).
  func checkSubgraphs(of node: Node) throws(ModelError) {
    guard node.domain.isEmpty else { return }
    switch node.operatorType {
    case "If":
      try check("then_branch", of: node, inputs: 0, outputs: node.outputs.count)
      try check("else_branch", of: node, inputs: 0, outputs: node.outputs.count)
    case "Loop":
      // The iteration number and the condition come before the carried values; M and cond of the node
      // may be absent with them.
      let carried = max(node.inputs.count - 2, 0)
      try check("body", of: node, inputs: 2 + carried, outputs: 1 + node.outputs.count)
    case "Scan":
      // Opset 8 has the sequence lengths as a first input.
      let values = node.inputs.count - (node.opsetVersion < 9 ? 1 : 0)
      try check("body", of: node, inputs: values, outputs: node.outputs.count)
    default: break
    }
  }

  private func check(_ name: String, of node: Node, inputs: Int, outputs: Int) throws(ModelError) {
    guard case .graph(let graph)? = node.attributes[name] else { return }
    guard graph.inputs.count == inputs else {
      throw fault(node, "its \(name) has \(graph.inputs.count) inputs where \(inputs) are needed")
    }
    guard graph.outputs.count == outputs else {
      throw fault(node, "its \(name) has \(graph.outputs.count) outputs where \(outputs) are needed")
    }
  }
}
