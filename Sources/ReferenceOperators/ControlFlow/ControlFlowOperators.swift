/// The rows of the operators that run subgraphs.
package enum ControlFlowOperators {
  package static let definitions: [OperatorDefinition] = [
    OperatorDefinition(
      "If", since: 1, inputs: 1...1, outputs: .oneOrMore, attributes: ["then_branch", "else_branch"]
    ) { node throws(OperatorError) in try Conditional(node) },
    OperatorDefinition("Loop", since: 1, inputs: 2...Int.max, outputs: .oneOrMore, attributes: ["body"]) {
      node throws(OperatorError) in try Loop(node)
    },
    OperatorDefinition(
      "Scan", since: 8, inputs: 2...Int.max, outputs: .oneOrMore,
      attributes: ["body", "num_scan_inputs", "directions"]
    ) { node throws(OperatorError) in try BatchedScan(node) },
    OperatorDefinition(
      "Scan", since: 9, inputs: .oneOrMore, outputs: .oneOrMore,
      attributes: [
        "body", "num_scan_inputs", "scan_input_axes", "scan_input_directions", "scan_output_axes",
        "scan_output_directions",
      ]
    ) { node throws(OperatorError) in try Scan(node) },
  ]
}
