/// The rows of the operators that draw random numbers.
package enum RandomOperators {
  package static let definitions: [OperatorDefinition] =
    tensors + [
      OperatorDefinition("Bernoulli", since: 15, inputs: 1...1, outputs: 1...1, attributes: ["dtype", "seed"]) {
        node throws(OperatorError) in try Bernoulli(node)
      },
      OperatorDefinition(
        "Multinomial", since: 7, inputs: 1...1, outputs: 1...1, attributes: ["dtype", "sample_size", "seed"]
      ) { node throws(OperatorError) in try Multinomial(node) },
    ]

  private static let tensors = [
    (name: "RandomUniform", isNormal: false, isLike: false), ("RandomUniformLike", false, true),
    ("RandomNormal", true, false), ("RandomNormalLike", true, true),
  ].map { name, isNormal, isLike in
    let parameters: Set = isNormal ? ["mean", "scale"] : ["low", "high"]
    let common: Set = isLike ? ["dtype", "seed"] : ["dtype", "seed", "shape"]
    return OperatorDefinition(
      name, since: 1, inputs: isLike ? 1...1 : 0...0, outputs: 1...1, attributes: common.union(parameters)
    ) { node throws(OperatorError) in try RandomTensor(node, isNormal: isNormal, isLike: isLike) }
  }
}
