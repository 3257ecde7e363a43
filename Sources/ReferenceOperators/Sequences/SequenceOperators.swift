/// The rows of the operators on sequences and optionals.
package enum SequenceOperators {
  package static let definitions = sequences + conversions + optionals

  private static let sequences: [OperatorDefinition] = [
    row("SequenceEmpty", since: 11, inputs: 0...0, attributes: ["dtype"]) { node throws(OperatorError) in
      try SequenceEmpty(node)
    },
    row("SequenceConstruct", since: 11, inputs: .oneOrMore) { _ in SequenceConstruct() },
    row("SequenceAt", since: 11, inputs: 2...2) { _ in SequenceAt() },
    row("SequenceInsert", since: 11, inputs: 2...3) { _ in SequenceInsert() },
    row("SequenceErase", since: 11, inputs: 1...2) { _ in SequenceErase() },
    row("SequenceLength", since: 11) { _ in SequenceLength() },
    row("SequenceMap", since: 17, inputs: .oneOrMore, outputs: .oneOrMore, attributes: ["body"]) {
      node throws(OperatorError) in try SequenceMap(node)
    },
  ]

  private static let conversions: [OperatorDefinition] = [
    row("SplitToSequence", since: 11, inputs: 1...2, attributes: ["axis", "keepdims"]) {
      node throws(OperatorError) in try SplitToSequence(node)
    },
    row("ConcatFromSequence", since: 11, attributes: ["axis", "new_axis"]) { node throws(OperatorError) in
      try ConcatFromSequence(node)
    },
  ]

  private static let optionals: [OperatorDefinition] = [
    row("Optional", since: 15, inputs: 0...1, attributes: ["type"]) { node throws(OperatorError) in
      try OptionalConstruct(node)
    },
    row("OptionalHasElement", since: 15, inputs: 0...1) { _ in OptionalHasElement() },
    row("OptionalGetElement", since: 15) { _ in OptionalGetElement() },
  ]

  private static func row(
    _ name: String, since: Int, inputs: ClosedRange<Int> = 1...1, outputs: ClosedRange<Int> = 1...1,
    attributes: Set<String> = [], make: @escaping @Sendable (NodeReader) throws(OperatorError) -> any Operator
  ) -> OperatorDefinition {
    OperatorDefinition(name, since: since, inputs: inputs, outputs: outputs, attributes: attributes, make: make)
  }
}
