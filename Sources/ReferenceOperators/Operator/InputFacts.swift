import Tensors

/// The facts of a node's inputs; `nil` stands for an omitted optional input.
package struct InputFacts: Sendable {
  package let facts: [ValueFact?]

  package init(_ facts: [ValueFact?]) { self.facts = facts }

  /// All that can be known: the values themselves.
  package init(_ inputs: OperatorInputs) {
    facts = (0..<inputs.count).map { index in
      inputs.value(index).map { $0.tensor.map(ValueFact.init(constant:)) ?? .unknown }
    }
  }

  package var count: Int { facts.count }

  /// The fact of an input that is there, or `nil` where it is omitted or absent.
  package subscript(index: Int) -> ValueFact? { index < facts.count ? facts[index] : nil }

  /// The fact of an input that the operator cannot do without.
  package func required(_ index: Int) throws(OperatorError) -> ValueFact {
    guard let fact = self[index] else { throw .missingInput(index: index) }
    return fact
  }

  /// The fact of an input that the operator cannot do without, of one of the accepted types where its type
  /// is known.
  package func required(_ index: Int, of accepted: [DataType]) throws(OperatorError) -> ValueFact {
    let fact = try required(index)
    try check(index, of: accepted)
    return fact
  }

  /// - Throws: ``OperatorError/dataType(input:found:accepted:)`` where the input is there and of another type.
  package func check(_ index: Int, of accepted: [DataType]) throws(OperatorError) {
    guard let found = self[index]?.dataType, !accepted.contains(found) else { return }
    throw .dataType(input: index, found: found, accepted: accepted)
  }

  /// The type that the inputs in `range` share, `nil` where none of theirs is known.
  /// - Throws: ``OperatorError/dataType(input:found:accepted:)`` where they differ or are not accepted.
  package func commonType(_ range: Range<Int>, of accepted: [DataType]) throws(OperatorError) -> DataType? {
    var common: DataType?
    for index in range {
      guard let found = self[index]?.dataType else { continue }
      guard (common.map { [$0] } ?? accepted).contains(found) else {
        throw .dataType(input: index, found: found, accepted: common.map { [$0] } ?? accepted)
      }
      common = found
    }
    return common
  }

  /// The elements of an integer input where its value is known: what shapes, axes and counts are made of.
  ///
  /// `nil` where the input is absent or its value not known.
  /// - Throws: ``OperatorError/dataType(input:found:accepted:)`` for a type that is no index type.
  package func integers(_ index: Int) throws(OperatorError) -> [Int]? {
    try check(index, of: DataType.indexTypes)
    return self[index]?.constant?.integers
  }
}
