import Tensors

/// A network as ONNX describes it, decoded: nodes in topological order over named values.
///
/// Established by the import (``Model/load(path:missingData:)``): every value has one producer, every input of a node is
/// produced before it (by a node, an initializer, a graph input, or, in a subgraph, an enclosing graph),
/// model-local functions are inlined. ONNX IR specification, "Graphs".
package struct Graph: Sendable {
  package var name: String
  /// What a caller feeds; initializers that are also listed as inputs are left out.
  package var inputs: [ValueInfo]
  /// Inputs that are also initializers: a caller may feed them, and need not (always so up to IR version 3).
  package var overridableInputs: [ValueInfo] = []
  /// In the order of a node's outputs where the graph is a subgraph. A subgraph may hand out a value of an
  /// enclosing graph.
  package var outputs: [ValueInfo]
  /// Constants by value name. Payloads stay in the mapped file until they are read.
  package var initializers: [String: Tensor]
  package var nodes: [Node]

  package init(
    name: String = "", inputs: [ValueInfo] = [], outputs: [ValueInfo] = [],
    initializers: [String: Tensor] = [:], nodes: [Node] = []
  ) {
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    self.initializers = initializers
    self.nodes = nodes
  }
}
