import Tensors

/// The values of a node's inputs, owned by the evaluation.
///
/// The executor gives up its own reference to a value at its last use, so a kernel that takes an input
/// out (``take(_:)``) may find that it holds the only reference and write its result in place.
package struct OperatorInputs: Sendable {
  private var values: [Value?]

  package init(values: [Value?]) { self.values = values }

  package init(_ tensors: [Tensor?]) { values = tensors.map { $0.map(Value.tensor) } }

  package var count: Int { values.count }

  /// The tensor of an input, or `nil` where it is omitted or absent.
  package subscript(index: Int) -> Tensor? { value(index)?.tensor }

  /// The value of an input, whatever its kind; `nil` where it is omitted or absent.
  package func value(_ index: Int) -> Value? { index < values.count ? values[index] : nil }

  /// The tensor of an input that the operator cannot do without.
  package func required(_ index: Int) throws(OperatorError) -> Tensor {
    guard let value = value(index) else { throw .missingInput(index: index) }
    guard let tensor = value.tensor else { throw .kind(input: index, found: value.kind, accepted: .tensor) }
    return tensor
  }

  /// The value of an input that the operator cannot do without, whatever its kind.
  package func requiredValue(_ index: Int) throws(OperatorError) -> Value {
    guard let value = value(index) else { throw .missingInput(index: index) }
    return value
  }

  /// The sequence that an input has to be.
  package func sequence(_ index: Int) throws(OperatorError) -> [Value] {
    let value = try requiredValue(index)
    guard case .sequence(let elements) = value else {
      throw .kind(input: index, found: value.kind, accepted: .sequence)
    }
    return elements
  }

  /// Moves the tensor out, so that this holds no reference to it any more.
  package mutating func take(_ index: Int) throws(OperatorError) -> Tensor {
    let value = try required(index)
    values[index] = nil
    return value
  }
}
