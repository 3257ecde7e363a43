/// The rows of the operators that read or write elements by index.
package enum IndexingOperators {
  package static let definitions: [OperatorDefinition] = [
    row("Gather", since: 1, inputs: 2, ["axis"]) { node throws(OperatorError) in try Gather(node) },
    row("GatherElements", since: 11, inputs: 2, ["axis"]) { node throws(OperatorError) in
      try GatherElements(node)
    },
    row("GatherND", since: 11, inputs: 2, []) { node throws(OperatorError) in try GatherND(node) },
    row("GatherND", since: 12, inputs: 2, ["batch_dims"]) { node throws(OperatorError) in
      try GatherND(node)
    },
    row("Scatter", since: 9, inputs: 3, ["axis"]) { node throws(OperatorError) in try ScatterElements(node) },
    row("ScatterElements", since: 11, inputs: 3, ["axis"]) { node throws(OperatorError) in
      try ScatterElements(node)
    },
    row("ScatterElements", since: 16, inputs: 3, ["axis", "reduction"]) { node throws(OperatorError) in
      try ScatterElements(node)
    },
    row("ScatterND", since: 11, inputs: 3, []) { node throws(OperatorError) in try ScatterND(node) },
    row("ScatterND", since: 16, inputs: 3, ["reduction"]) { node throws(OperatorError) in
      try ScatterND(node)
    },
    OperatorDefinition("TensorScatter", since: 24, inputs: 2...3, outputs: 1...1, attributes: ["axis", "mode"]) {
      node throws(OperatorError) in try TensorScatter(node)
    },
    row("OneHot", since: 9, inputs: 3, ["axis"]) { node throws(OperatorError) in try OneHot(node) },
    row("NonZero", since: 9, inputs: 1, []) { _ in NonZero() },
    row("Compress", since: 9, inputs: 2, ["axis"]) { node throws(OperatorError) in try Compress(node) },
    OperatorDefinition("Unique", since: 11, inputs: 1...1, outputs: 1...4, attributes: ["axis", "sorted"]) {
      node throws(OperatorError) in try Unique(node)
    },
    row("ReverseSequence", since: 10, inputs: 2, ["batch_axis", "time_axis"]) { node throws(OperatorError) in
      try ReverseSequence(node)
    },
    OperatorDefinition("Trilu", since: 14, inputs: 1...2, outputs: 1...1, attributes: ["upper"]) {
      node throws(OperatorError) in try Trilu(node)
    },
  ]

  private static func row(
    _ name: String, since: Int, inputs: Int, _ attributes: Set<String>,
    make: @escaping @Sendable (NodeReader) throws(OperatorError) -> any Operator
  ) -> OperatorDefinition {
    OperatorDefinition(
      name, since: since, inputs: inputs...inputs, outputs: 1...1, attributes: attributes, make: make)
  }
}
