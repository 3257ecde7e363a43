/// The rows of the operators that choose among boxes.
package enum DetectionOperators {
  package static let definitions: [OperatorDefinition] = [
    OperatorDefinition(
      "NonMaxSuppression", since: 10, inputs: 2...5, outputs: 1...1, attributes: ["center_point_box"]
    ) { node throws(OperatorError) in try NonMaxSuppression(node) }
  ]
}
