/// The rows of the operators of classical machine learning, domain ai.onnx.ml.
package enum MachineLearningOperators {
  private static let domain = "ai.onnx.ml"

  package static let definitions: [OperatorDefinition] = [
    row("ArrayFeatureExtractor", since: 1, inputs: 2...2) { _ in ArrayFeatureExtractor() },
    row("Binarizer", since: 1, attributes: ["threshold"]) { node throws(OperatorError) in try Binarizer(node) },
    row("LabelEncoder", since: 1, attributes: ["classes_strings", "default_int64", "default_string"]) {
      node throws(OperatorError) in try LabelEncoder(node)
    },
    row("LabelEncoder", since: 2, attributes: labels) { node throws(OperatorError) in try LabelEncoder(node) },
    row(
      "LabelEncoder", since: 4, attributes: labels.union(["default_tensor", "keys_tensor", "values_tensor"])
    ) { node throws(OperatorError) in try LabelEncoder(node) },
    row(
      "TreeEnsemble", since: 5,
      attributes: [
        "aggregate_function", "leaf_targetids", "leaf_weights", "membership_values", "n_targets",
        "nodes_falseleafs", "nodes_falsenodeids", "nodes_featureids", "nodes_hitrates",
        "nodes_missing_value_tracks_true", "nodes_modes", "nodes_splits", "nodes_trueleafs",
        "nodes_truenodeids", "post_transform", "tree_roots",
      ]
    ) { node throws(OperatorError) in try TreeEnsemble(node) },
  ]

  private static let labels: Set<String> = [
    "default_float", "default_int64", "default_string", "keys_floats", "keys_int64s", "keys_strings",
    "values_floats", "values_int64s", "values_strings",
  ]

  private static func row(
    _ name: String, since: Int, inputs: ClosedRange<Int> = 1...1, attributes: Set<String> = [],
    make: @escaping @Sendable (NodeReader) throws(OperatorError) -> any Operator
  ) -> OperatorDefinition {
    OperatorDefinition(
      name, since: since, domain: domain, inputs: inputs, outputs: 1...1, attributes: attributes, make: make)
  }
}
