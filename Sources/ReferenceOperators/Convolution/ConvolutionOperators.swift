/// The convolutions' rows of the operator table.
enum ConvolutionOperators {
  static let definitions = convolution + transposed + [columns, causal, deformable]

  private static let attributes: Set<String> = [
    "auto_pad", "dilations", "group", "kernel_shape", "pads", "strides",
  ]

  private static let convolution: [OperatorDefinition] = [1, 11, 22].map { version in
    OperatorDefinition("Conv", since: version, inputs: 2...3, outputs: 1...1, attributes: attributes) {
      reader throws(OperatorError) in HalfPrecision(try Convolution(reader))
    }
  }

  private static let transposed: [OperatorDefinition] = [1, 11, 22].map { version in
    OperatorDefinition(
      "ConvTranspose", since: version, inputs: 2...3, outputs: 1...1,
      attributes: attributes.union(["output_padding", "output_shape"])
    ) { reader throws(OperatorError) in HalfPrecision(try TransposedConvolution(reader)) }
  }

  private static let deformable = OperatorDefinition(
    "DeformConv", since: 19, inputs: 3...5, outputs: 1...1,
    attributes: ["dilations", "group", "kernel_shape", "offset_group", "pads", "strides"]
  ) { reader throws(OperatorError) in HalfPrecision(try DeformableConvolution(reader)) }

  private static let columns = OperatorDefinition(
    "Col2Im", since: 18, inputs: 3...3, outputs: 1...1, attributes: ["dilations", "pads", "strides"]
  ) { reader throws(OperatorError) in HalfPrecision(try ColumnsToImage(reader)) }

  private static let causal = OperatorDefinition(
    "CausalConvWithState", since: 27, inputs: 2...4, outputs: 2...2, attributes: ["activation"]
  ) { reader throws(OperatorError) in HalfPrecision(try CausalConvolution(reader)) }
}
