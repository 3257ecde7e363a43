/// The rows of the operators between real and quantised values.
package enum QuantizationOperators {
  package static let definitions: [OperatorDefinition] = [
    OperatorDefinition(
      "QuantizeLinear", since: 10, inputs: 2...3, outputs: 1...1,
      attributes: ["axis", "block_size", "output_dtype", "saturate", "precision"]
    ) { node throws(OperatorError) in try QuantizeLinear(node) },
    OperatorDefinition(
      "DequantizeLinear", since: 10, inputs: 2...3, outputs: 1...1,
      attributes: ["axis", "block_size", "output_dtype"]
    ) { node throws(OperatorError) in try DequantizeLinear(node) },
    OperatorDefinition("DynamicQuantizeLinear", since: 11, inputs: 1...1, outputs: 3...3, attributes: []) { _ in
      DynamicQuantizeLinear()
    },
  ]
}
