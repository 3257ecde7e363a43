/// The poolings' rows of the operator table.
enum PoolingOperators {
  static let definitions = maximum + unpooling + average + norm + global

  private static let windowAttributes: Set<String> = ["auto_pad", "kernel_shape", "pads", "strides"]

  private static let maximum: [OperatorDefinition] = [1, 8, 10, 11, 12, 22].map { version in
    var attributes = windowAttributes
    if version >= 8 { attributes.insert("storage_order") }
    if version >= 10 { attributes.formUnion(["ceil_mode", "dilations"]) }
    return OperatorDefinition(
      "MaxPool", since: version, inputs: 1...1, outputs: 1...(version < 8 ? 1 : 2), attributes: attributes
    ) { reader throws(OperatorError) in HalfPrecision(try MaximumPool(reader)) }
  }

  private static let unpooling: [OperatorDefinition] = [9, 11, 22].map { version in
    OperatorDefinition(
      "MaxUnpool", since: version, inputs: 2...3, outputs: 1...1, attributes: ["kernel_shape", "pads", "strides"]
    ) { reader throws(OperatorError) in HalfPrecision(try MaxUnpool(reader)) }
  }

  private static let average: [OperatorDefinition] = [1, 7, 10, 11, 19, 22].map { version in
    var attributes = windowAttributes
    if version >= 7 { attributes.insert("count_include_pad") }
    if version >= 10 { attributes.insert("ceil_mode") }
    if version >= 19 { attributes.insert("dilations") }
    return OperatorDefinition("AveragePool", since: version, inputs: 1...1, outputs: 1...1, attributes: attributes)
    {
      reader throws(OperatorError) in HalfPrecision(try AveragePool(reader))
    }
  }

  private static let norm: [OperatorDefinition] = [2, 11, 18, 22].map { version in
    OperatorDefinition(
      "LpPool", since: version, inputs: 1...1, outputs: 1...1,
      attributes: windowAttributes.union(version < 18 ? ["p"] : ["p", "ceil_mode", "dilations"])
    ) { reader throws(OperatorError) in HalfPrecision(try LpPool(reader)) }
  }

  private static let global: [OperatorDefinition] =
    [1, 22].flatMap { version in
      [
        OperatorDefinition("GlobalAveragePool", since: version, inputs: 1...1, outputs: 1...1, attributes: []) {
          reader throws(OperatorError) in HalfPrecision(try GlobalPool<ChannelMean>(reader))
        },
        OperatorDefinition("GlobalMaxPool", since: version, inputs: 1...1, outputs: 1...1, attributes: []) {
          reader throws(OperatorError) in HalfPrecision(try GlobalPool<ChannelMaximum>(reader))
        },
      ]
    }
    + [2, 22].map { version in
      OperatorDefinition("GlobalLpPool", since: version, inputs: 1...1, outputs: 1...1, attributes: ["p"]) {
        reader throws(OperatorError) in HalfPrecision(try GlobalPool<ChannelNorm>(reader))
      }
    }
}
