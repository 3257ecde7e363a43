import ModelGraph

extension Node {
  /// Whether the node gives the same outputs for the same inputs, each time, from those inputs alone.
  ///
  /// Random operators do not, and nodes with subgraphs are left to the executor. Dropout is random where it may be
  /// told to train.
  var isFoldable: Bool {
    let isIdentity = operatorType == "Dropout" && opsetVersion >= 7 && inputs.count < 3
    return (isIdentity || !Self.randomOperators.contains(operatorType)) && subgraphs.isEmpty
  }

  private static let randomOperators: Set = [
    "Bernoulli", "Dropout", "Multinomial", "RandomNormal", "RandomNormalLike", "RandomUniform",
    "RandomUniformLike",
  ]
}
