/// The rows of the operators that make values out of attributes, shapes and scalars, and of the casts.
package enum ConstantOperators {
  package static let definitions = values + windows

  private static let values: [OperatorDefinition] = [
    OperatorDefinition("Constant", since: 1, inputs: 0...0, outputs: 1...1, attributes: constantAttributes) {
      node throws(OperatorError) in try Constant(node)
    },
    OperatorDefinition("ConstantOfShape", since: 9, inputs: 1...1, outputs: 1...1, attributes: ["value"]) {
      node throws(OperatorError) in try ConstantOfShape(node)
    },
    OperatorDefinition("Shape", since: 1, inputs: 1...1, outputs: 1...1, attributes: []) {
      node throws(OperatorError) in try ShapeOf(node)
    },
    OperatorDefinition("Shape", since: 15, inputs: 1...1, outputs: 1...1, attributes: ["start", "end"]) {
      node throws(OperatorError) in try ShapeOf(node)
    },
    OperatorDefinition("Size", since: 1, inputs: 1...1, outputs: 1...1, attributes: []) { _ in SizeOf() },
    OperatorDefinition("Range", since: 11, inputs: 3...3, outputs: 1...1, attributes: []) { _ in
      HalfPrecision(ArithmeticProgression())
    },
    OperatorDefinition("EyeLike", since: 9, inputs: 1...1, outputs: 1...1, attributes: ["dtype", "k"]) {
      node throws(OperatorError) in try EyeLike(node)
    },
    OperatorDefinition("Cast", since: 1, inputs: 1...1, outputs: 1...1, attributes: castAttributes.union(["to"])) {
      node throws(OperatorError) in try Cast(node)
    },
    OperatorDefinition("BitCast", since: 26, inputs: 1...1, outputs: 1...1, attributes: ["to"]) {
      node throws(OperatorError) in try BitCast(node)
    },
    OperatorDefinition("CastLike", since: 15, inputs: 2...2, outputs: 1...1, attributes: castAttributes) {
      node throws(OperatorError) in try CastLike(node)
    },
  ]

  private static let windows: [OperatorDefinition] = [
    ("HannWindow", CosineWindow.hann), ("HammingWindow", CosineWindow.hamming),
    ("BlackmanWindow", CosineWindow.blackman),
  ].map { name, terms in
    OperatorDefinition(
      name, since: 17, inputs: 1...1, outputs: 1...1, attributes: ["output_datatype", "periodic"]
    ) { node throws(OperatorError) in try CosineWindow(node, terms) }
  }

  private static let castAttributes: Set<String> = ["saturate", "round_mode"]

  private static let constantAttributes: Set<String> = [
    "value", "sparse_value", "value_float", "value_floats", "value_int", "value_ints", "value_string",
    "value_strings",
  ]
}
