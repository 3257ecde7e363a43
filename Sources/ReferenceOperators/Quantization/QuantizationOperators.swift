/// The rows of the operators between real and quantised values.
package enum QuantizationOperators {
  package static let definitions = linear + products

  private static let linear: [OperatorDefinition] = [
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

  private static let windows: Set<String> = ["auto_pad", "dilations", "group", "kernel_shape", "pads", "strides"]

  private static let products: [OperatorDefinition] =
    [10, 21].map { version in
      OperatorDefinition("QLinearMatMul", since: version, inputs: 8...8, outputs: 1...1, attributes: []) {
        node throws(OperatorError) in try QuantizedOperator<IntegerMatrixProduct>(node)
      }
    } + [
      OperatorDefinition("QLinearConv", since: 10, inputs: 8...9, outputs: 1...1, attributes: windows) {
        node throws(OperatorError) in try QuantizedOperator<IntegerConvolution>(node)
      },
      OperatorDefinition("MatMulInteger", since: 10, inputs: 2...4, outputs: 1...1, attributes: []) {
        node throws(OperatorError) in try IntegerOperator<IntegerMatrixProduct>(node)
      },
      OperatorDefinition("ConvInteger", since: 10, inputs: 2...4, outputs: 1...1, attributes: windows) {
        node throws(OperatorError) in try IntegerOperator<IntegerConvolution>(node)
      },
    ]
}
