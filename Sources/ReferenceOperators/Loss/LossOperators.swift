/// The losses' rows of the operator table.
enum LossOperators {
  static let definitions: [OperatorDefinition] =
    [12, 13, 22].map { version in
      OperatorDefinition(
        "NegativeLogLikelihoodLoss", since: version, inputs: 2...3, outputs: 1...1,
        attributes: ["ignore_index", "reduction"]
      ) { reader throws(OperatorError) in HalfPrecision(try NegativeLogLikelihoodLoss(reader)) }
    }
    + [12, 13].map { version in
      OperatorDefinition(
        "SoftmaxCrossEntropyLoss", since: version, inputs: 2...3, outputs: 1...2,
        attributes: ["ignore_index", "reduction"]
      ) { reader throws(OperatorError) in HalfPrecision(try SoftmaxCrossEntropyLoss(reader)) }
    }
}
