/// The convolutions' rows of the operator table.
enum ConvolutionOperators {
  static let definitions: [OperatorDefinition] = [1, 11, 22].map { version in
    OperatorDefinition(
      "Conv", since: version, inputs: 2...3, outputs: 1...1,
      attributes: ["auto_pad", "dilations", "group", "kernel_shape", "pads", "strides"]
    ) { reader throws(OperatorError) in HalfPrecision(try Convolution(reader)) }
  }
}
