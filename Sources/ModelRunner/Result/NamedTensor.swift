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

extension Value {
  /// The tensors of an output of that name: element i of a sequence is `NAME/i`; an optional that is empty has none.
  func tensors(named name: String) -> [NamedTensor] {
    switch self {
    case .tensor(let tensor): [NamedTensor(name: name, tensor: tensor)]
    case .sequence(let values): values.enumerated().flatMap { $1.tensors(named: "\(name)/\($0)") }
    case .optional(let value): value?.tensors(named: name) ?? []
    }
  }
}
