import Tensors

/// A value of the network under its name.
package struct NamedTensor: Sendable {
  package var name: String
  package var tensor: Tensor

  package init(name: String, tensor: Tensor) {
    self.name = name
    self.tensor = tensor
  }
}
