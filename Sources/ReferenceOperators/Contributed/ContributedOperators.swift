/// The rows of the operators of domain com.microsoft that are no ``ContributedFunction``: those that onnxruntime's
/// quantiser writes in QOperator form, and products.
package enum ContributedOperators {
  package static let definitions: [OperatorDefinition] = [
    row("QLinearAdd", inputs: 7...8) { _ in
      DequantizedOperator(BinaryMap(Addition()), operands: 2)
    },
    row("QLinearMul", inputs: 7...8) { _ in
      DequantizedOperator(BinaryMap(Multiplication()), operands: 2)
    },
    row("QLinearSigmoid", inputs: 4...5) { _ in
      DequantizedOperator(RealMap(function: Sigmoid()), operands: 1)
    },
    row("QLinearLeakyRelu", inputs: 4...5, attributes: ["alpha"]) { node throws(OperatorError) in
      try DequantizedOperator(RealMap(function: LeakyRelu(node)), operands: 1)
    },
    row("QLinearGlobalAveragePool", inputs: 4...5, attributes: ["channels_last"]) { node throws(OperatorError) in
      guard try !node.flag("channels_last") else { throw .unsupported("channels_last") }
      return try DequantizedOperator(GlobalPool<ChannelMean>(node), operands: 1)
    },
    row("QGemm", inputs: 6...9, attributes: ["alpha", "transA", "transB"]) { node throws(OperatorError) in
      try QuantizedGemm(node)
    },
    row("FusedMatMul", inputs: 2...2, attributes: ["alpha", "transA", "transB", "transBatchA", "transBatchB"]) {
      node throws(OperatorError) in HalfPrecision(try FusedMatrixMultiplication(node))
    },
    row("DequantizeNBits", inputs: 2...3, attributes: ["K", "N", "bits", "block_size"]) {
      node throws(OperatorError) in try BitPackedWeights(node)
    },
  ]

  private static func row(
    _ name: String, inputs: ClosedRange<Int>, attributes: Set<String> = [],
    make: @escaping @Sendable (NodeReader) throws(OperatorError) -> any Operator
  ) -> OperatorDefinition {
    OperatorDefinition(
      name, since: 1, domain: "com.microsoft", inputs: inputs, outputs: 1...1, attributes: attributes, make: make)
  }
}
