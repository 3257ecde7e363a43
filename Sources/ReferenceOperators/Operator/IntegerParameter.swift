import Tensors

/// Integers that steer an operator (axes, pads, repeats): an attribute in early opsets, an input later.
package enum IntegerParameter: Sendable {
  case attribute([Int]?)
  case input(Int)

  /// What is known of the integers.
  package enum Knowledge {
    /// The optional attribute or input is not there.
    case absent
    /// An input whose value is not known yet.
    case unknown
    case known([Int])
  }

  /// The input of that index from opset `since` on, the attribute before.
  package init(
    _ attribute: String, inputSince since: Int, index: Int = 1, _ node: NodeReader
  ) throws(OperatorError) {
    self = node.version >= since ? .input(index) : .attribute(try node.ints(attribute))
  }

  package func resolve(_ inputs: InputFacts) throws(OperatorError) -> Knowledge {
    switch self {
    case .attribute(let values): return values.map(Knowledge.known) ?? .absent
    case .input(let index):
      guard inputs[index] != nil else { return .absent }
      return try inputs.integers(index).map(Knowledge.known) ?? .unknown
    }
  }

  /// The integers of values at hand; `nil` where they are absent.
  package func values(_ inputs: OperatorInputs) throws(OperatorError) -> [Int]? {
    if case .known(let values) = try resolve(InputFacts(inputs)) { values } else { nil }
  }
}
