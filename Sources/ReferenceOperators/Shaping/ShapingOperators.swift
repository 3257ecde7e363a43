/// The rows of the operators that rearrange elements without computing with them.
package enum ShapingOperators {
  package static let definitions: [OperatorDefinition] = views + moves

  private static let views: [OperatorDefinition] = [
    row("Identity", since: 1) { _ in Identity() },
    row("Reshape", since: 1, attributes: ["shape", "consumed_inputs"]) { node throws(OperatorError) in
      try Reshape(node)
    },
    row("Reshape", since: 5, inputs: 2...2, attributes: ["allowzero"]) { node throws(OperatorError) in
      try Reshape(node)
    },
    row("Flatten", since: 1, attributes: ["axis"]) { node throws(OperatorError) in try Flatten(node) },
    row("Squeeze", since: 1, attributes: ["axes"]) { node throws(OperatorError) in try Squeeze(node) },
    row("Squeeze", since: 13, inputs: 1...2) { node throws(OperatorError) in try Squeeze(node) },
    row("Unsqueeze", since: 1, attributes: ["axes"]) { node throws(OperatorError) in try Unsqueeze(node) },
    row("Unsqueeze", since: 13, inputs: 2...2) { node throws(OperatorError) in try Unsqueeze(node) },
  ]

  private static let moves: [OperatorDefinition] = [
    row("Expand", since: 8, inputs: 2...2) { _ in Expand() },
    row("Tile", since: 6, inputs: 2...2) { _ in Tile() },
    row("Transpose", since: 1, attributes: ["perm"]) { node throws(OperatorError) in try Transpose(node) },
    row("Concat", since: 1, inputs: .oneOrMore, attributes: ["axis"]) { node throws(OperatorError) in
      try Concat(node)
    },
    row("Split", since: 1, inputs: 1...2, outputs: .oneOrMore, attributes: ["axis", "split"]) {
      node throws(OperatorError) in try Split(node)
    },
    row("Split", since: 13, inputs: 1...2, outputs: .oneOrMore, attributes: ["axis"]) {
      node throws(OperatorError) in try Split(node)
    },
    row("Split", since: 18, inputs: 1...2, outputs: .oneOrMore, attributes: ["axis", "num_outputs"]) {
      node throws(OperatorError) in try Split(node)
    },
    row("Slice", since: 1, attributes: ["starts", "ends", "axes"]) { node throws(OperatorError) in
      try Slice(node)
    },
    row("Slice", since: 10, inputs: 3...5) { node throws(OperatorError) in try Slice(node) },
    row("Pad", since: 1, attributes: ["mode", "paddings", "value"]) { node throws(OperatorError) in
      try Pad(node)
    },
    row("Pad", since: 2, attributes: ["mode", "pads", "value"]) { node throws(OperatorError) in
      try Pad(node)
    },
    row("Pad", since: 11, inputs: 2...4, attributes: ["mode"]) { node throws(OperatorError) in
      try Pad(node)
    },
    row("CenterCropPad", since: 18, inputs: 2...2, attributes: ["axes"]) { node throws(OperatorError) in
      try CenterCropPad(node)
    },
    row("DepthToSpace", since: 1, attributes: ["blocksize", "mode"]) { node throws(OperatorError) in
      try DepthToSpace(node)
    },
    row("SpaceToDepth", since: 1, attributes: ["blocksize"]) { node throws(OperatorError) in
      try SpaceToDepth(node)
    },
  ]

  private static func row(
    _ name: String, since: Int, inputs: ClosedRange<Int> = 1...1, outputs: ClosedRange<Int> = 1...1,
    attributes: Set<String> = [], make: @escaping @Sendable (NodeReader) throws(OperatorError) -> any Operator
  ) -> OperatorDefinition {
    OperatorDefinition(name, since: since, inputs: inputs, outputs: outputs, attributes: attributes, make: make)
  }
}
