/// What a name in a graph stands for: a tensor, a sequence of values, or a value that may be missing
/// (ONNX IR specification, "Types": tensor, sequence, optional).
package enum Value: Sendable {
  case tensor(Tensor)
  case sequence([Value])
  /// `nil` for an optional that is empty.
  indirect case optional(Value?)

  /// The tensor; `nil` for a sequence or an optional.
  package var tensor: Tensor? { if case .tensor(let tensor) = self { tensor } else { nil } }

  /// The form of a value, without what is in it.
  package enum Kind: String, Sendable {
    case tensor, sequence, optional
  }

  package var kind: Kind {
    switch self {
    case .tensor: .tensor
    case .sequence: .sequence
    case .optional: .optional
    }
  }
}
