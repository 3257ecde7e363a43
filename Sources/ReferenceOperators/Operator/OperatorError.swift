import Tensors

/// Why an operator cannot be made from its node or cannot run on its inputs.
///
/// It does not know the node: whoever called adds that (``NodeError``).
package enum OperatorError: Error, Equatable {
  case missingInput(index: Int)
  /// More or fewer inputs or outputs than the operator's version has; `of` names which.
  case arity(of: String, found: Int, accepted: ClosedRange<Int>)
  case missingAttribute(String)
  /// An attribute that the operator's version does not have.
  case unknownAttribute(String, accepted: [String])
  /// An attribute of the wrong kind or out of range; `expected` says what is accepted.
  case attribute(String, found: String, expected: String)
  /// A type that the kernel does not take; `accepted` says which it does.
  case dataType(input: Int, found: DataType, accepted: [DataType])
  /// A tensor, sequence or optional where another of them is needed.
  case kind(input: Int, found: Value.Kind, accepted: Value.Kind)
  /// Shapes that do not fit each other or the operator's rule, in words.
  case shape(String)
  /// A value out of range (an index, an axis, a count), in words.
  case value(String)
  /// Values that take more memory than is left of the run's limit.
  case memory(bytes: Int, left: Int, limit: Int)
  /// The run's caller wants no result any more.
  case interrupted
  /// A part of the operator that is not implemented, in words.
  case unsupported(String)
}
