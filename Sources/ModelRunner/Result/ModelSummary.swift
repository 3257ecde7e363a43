import ModelGraph
import Tensors

/// What a report says of the model.
package struct ModelSummary: Sendable {
  /// An input or output of the network.
  package struct Value: Sendable {
    package var name: String
    package var type: String
    package var shape: [Int]

    package init(name: String, type: String, shape: [Int]) {
      self.name = name
      self.type = type
      self.shape = shape
    }

    package init(name: String, tensor: Tensor) {
      self.init(name: name, type: tensor.dataType.name, shape: tensor.shape.extents)
    }
  }

  package var path: String
  /// The graph's name.
  package var name: String
  package var irVersion: Int64
  package var opsets: [String: Int]
  package var nodes: Int
  package var inputs: [Value]
  package var outputs: [Value]

  package init(of model: Model, inputs: [Value], outputs: [Value]) {
    path = model.path
    name = model.graph.name
    irVersion = model.irVersion
    opsets = model.opsets
    nodes = model.graph.nodes.count
    self.inputs = inputs
    self.outputs = outputs
  }
}
