/// The rows of the recurrent networks.
package enum RecurrentOperators {
  package static let definitions: [OperatorDefinition] = [
    row("RNN", inputs: 3...6, outputs: 1...2, ["output_sequence"], .elman),
    row("GRU", inputs: 3...6, outputs: 1...2, ["linear_before_reset", "output_sequence"], .gated),
    row("LSTM", inputs: 3...8, outputs: 1...3, ["input_forget", "output_sequence"], .longShortTerm),
  ]

  private static let common: Set<String> = [
    "activation_alpha", "activation_beta", "activations", "clip", "direction", "hidden_size", "layout",
  ]

  private static func row(
    _ name: String, inputs: ClosedRange<Int>, outputs: ClosedRange<Int>, _ attributes: Set<String>,
    _ cell: RecurrentCell
  ) -> OperatorDefinition {
    OperatorDefinition(
      name, since: 7, inputs: inputs, outputs: outputs, attributes: common.union(attributes)
    ) { node throws(OperatorError) in try RecurrentNetwork(cell, node) }
  }
}
