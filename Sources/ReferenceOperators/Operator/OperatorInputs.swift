import Tensors

/// The values of a node's inputs, owned by the evaluation.
///
/// The executor gives up its own reference to a value at its last use, so a kernel that takes an input
/// out (``take(_:)``) may find that it holds the only reference and write its result in place.
package struct OperatorInputs: Sendable {
  private var values: [Tensor?]

  package init(_ values: [Tensor?]) { self.values = values }

  package var count: Int { values.count }

  /// The value of an input, or `nil` where it is omitted or absent.
  package subscript(index: Int) -> Tensor? { index < values.count ? values[index] : nil }

  /// The value of an input that the operator cannot do without.
  package func required(_ index: Int) throws(OperatorError) -> Tensor {
    guard let value = self[index] else { throw .missingInput(index: index) }
    return value
  }

  /// Moves the value out, so that this holds no reference to it any more.
  package mutating func take(_ index: Int) throws(OperatorError) -> Tensor {
    let value = try required(index)
    values[index] = nil
    return value
  }
}
