/// The normalizations' rows of the operator table.
enum NormalizationOperators {
  static let definitions = batch + others + whole + softmax + dropout

  private static let batch: [OperatorDefinition] = [1, 6, 7, 9, 14, 15].map { version in
    var attributes: Set<String> = ["epsilon", "momentum"]
    if version < 9 { attributes.insert("spatial") }
    if version < 7 { attributes.insert("is_test") }
    if version < 6 { attributes.insert("consumed_inputs") }
    if version >= 14 { attributes.insert("training_mode") }
    return OperatorDefinition(
      "BatchNormalization", since: version, inputs: 5...5, outputs: 1...(version < 14 ? 5 : 3),
      attributes: attributes
    ) { reader throws(OperatorError) in try BatchNormalization(reader) }
  }

  private static let others: [OperatorDefinition] =
    [1, 13].map { version in
      OperatorDefinition(
        "LRN", since: version, inputs: 1...1, outputs: 1...1, attributes: ["alpha", "beta", "bias", "size"]
      ) { reader throws(OperatorError) in HalfPrecision(try LocalResponseNormalization(reader)) }
    }
    + [1, 6, 22].map { version in
      OperatorDefinition(
        "InstanceNormalization", since: version, inputs: 3...3, outputs: 1...1,
        attributes: version < 6 ? ["epsilon", "consumed_inputs"] : ["epsilon"]
      ) { reader throws(OperatorError) in HalfPrecision(try GroupNormalization(instance: reader)) }
    }
    // onnxruntime writes both into models of any version.
    + [("LayerNormalization", true), ("SimplifiedLayerNormalization", false)].map { name, isCentered in
      OperatorDefinition(
        name, since: 1, inputs: 2...(isCentered ? 3 : 2), outputs: 1...(isCentered ? 3 : 1),
        attributes: ["axis", "epsilon", "stash_type"]
      ) { reader throws(OperatorError) in try LayerNormalization(reader, isCentered: isCentered) }
    }
    + [18, 21].map { version in
      OperatorDefinition(
        "GroupNormalization", since: version, inputs: 3...3, outputs: 1...1,
        attributes: version < 21 ? ["epsilon", "num_groups"] : ["epsilon", "num_groups", "stash_type"]
      ) { reader throws(OperatorError) in HalfPrecision(try GroupNormalization(reader)) }
    } + [
      OperatorDefinition(
        "LayerNormalization", since: 17, inputs: 2...3, outputs: 1...3,
        attributes: ["axis", "epsilon", "stash_type"]
      ) { reader throws(OperatorError) in try LayerNormalization(reader, isCentered: true) },
      OperatorDefinition(
        "RMSNormalization", since: 23, inputs: 2...2, outputs: 1...1,
        attributes: ["axis", "epsilon", "stash_type"]
      ) { reader throws(OperatorError) in try LayerNormalization(reader, isCentered: false) },
    ]

  /// Those without weights.
  private static let whole: [OperatorDefinition] =
    [1, 22].map { version in
      OperatorDefinition(
        "LpNormalization", since: version, inputs: 1...1, outputs: 1...1, attributes: ["axis", "p"]
      ) { reader throws(OperatorError) in HalfPrecision(try LpNormalization(reader)) }
    }
    + [9, 13].map { version in
      OperatorDefinition(
        "MeanVarianceNormalization", since: version, inputs: 1...1, outputs: 1...1, attributes: ["axes"]
      ) { reader throws(OperatorError) in HalfPrecision(try MeanVarianceNormalization(reader)) }
    }

  private static let softmax: [OperatorDefinition] = [1, 11, 13].flatMap { version in
    [("Softmax", false), ("LogSoftmax", true)].map { name, isLogarithm in
      OperatorDefinition(name, since: version, inputs: 1...1, outputs: 1...1, attributes: ["axis"]) {
        reader throws(OperatorError) in HalfPrecision(try Softmax(reader, isLogarithm: isLogarithm))
      }
    }
  }

  private static let dropout: [OperatorDefinition] = [1, 6, 7, 10, 12, 13, 22].map { version in
    OperatorDefinition(
      "Dropout", since: version, inputs: 1...(version < 12 ? 1 : 3), outputs: 1...2,
      attributes: version < 6
        ? ["ratio", "is_test", "consumed_inputs"]
        : version < 7 ? ["ratio", "is_test"] : version < 12 ? ["ratio"] : ["seed"]
    ) { reader throws(OperatorError) in try Dropout(reader) }
  }
}
