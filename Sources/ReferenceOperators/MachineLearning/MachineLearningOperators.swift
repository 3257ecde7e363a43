/// The rows of the operators of classical machine learning, domain ai.onnx.ml.
package enum MachineLearningOperators {
  private static let domain = "ai.onnx.ml"

  package static let definitions: [OperatorDefinition] = [
    row("ArrayFeatureExtractor", since: 1, inputs: 2...2) { _ in ArrayFeatureExtractor() },
    row("Binarizer", since: 1, attributes: ["threshold"]) { node throws(OperatorError) in try Binarizer(node) },
    row("FeatureVectorizer", since: 1, inputs: .oneOrMore, attributes: ["inputdimensions"]) {
      node throws(OperatorError) in try FeatureVectorizer(node)
    },
    row(
      "Imputer", since: 1,
      attributes: [
        "imputed_value_floats", "imputed_value_int64s", "replaced_value_float", "replaced_value_int64",
      ]
    ) { node throws(OperatorError) in try Imputer(node) },
    row("Normalizer", since: 1, attributes: ["norm"]) { node throws(OperatorError) in try Normalizer(node) },
    row("OneHotEncoder", since: 1, attributes: ["cats_int64s", "cats_strings", "zeros"]) {
      node throws(OperatorError) in try OneHotEncoder(node)
    },
    row("Scaler", since: 1, attributes: ["offset", "scale"]) { node throws(OperatorError) in try Scaler(node) },
    row(
      "LinearRegressor", since: 1, attributes: ["coefficients", "intercepts", "post_transform", "targets"]
    ) { node throws(OperatorError) in try LinearRegressor(node) },
    row(
      "LinearClassifier", since: 1, outputs: 2...2,
      attributes: [
        "classlabels_ints", "classlabels_strings", "coefficients", "intercepts", "multi_class", "post_transform",
      ]
    ) { node throws(OperatorError) in try LinearClassifier(node) },
    row("LabelEncoder", since: 1, attributes: ["classes_strings", "default_int64", "default_string"]) {
      node throws(OperatorError) in try LabelEncoder(node)
    },
    row("LabelEncoder", since: 2, attributes: labels) { node throws(OperatorError) in try LabelEncoder(node) },
    row(
      "LabelEncoder", since: 4, attributes: labels.union(["default_tensor", "keys_tensor", "values_tensor"])
    ) { node throws(OperatorError) in try LabelEncoder(node) },
    row("TreeEnsembleClassifier", since: 1, outputs: 2...2, attributes: trees.union(classes)) {
      node throws(OperatorError) in try TreeEnsembleClassifier(node)
    },
    row("TreeEnsembleRegressor", since: 1, attributes: trees.union(targets)) {
      node throws(OperatorError) in try TreeEnsembleRegressor(node)
    },
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

  private static let trees: Set<String> = [
    "base_values", "base_values_as_tensor", "nodes_falsenodeids", "nodes_featureids", "nodes_hitrates",
    "nodes_hitrates_as_tensor", "nodes_missing_value_tracks_true", "nodes_modes", "nodes_nodeids", "nodes_treeids",
    "nodes_truenodeids", "nodes_values", "nodes_values_as_tensor", "post_transform",
  ]

  private static let classes: Set<String> = [
    "class_ids", "class_nodeids", "class_treeids", "class_weights", "class_weights_as_tensor",
    "classlabels_int64s",
    "classlabels_strings",
  ]

  private static let targets: Set<String> = [
    "aggregate_function", "n_targets", "target_ids", "target_nodeids", "target_treeids", "target_weights",
    "target_weights_as_tensor",
  ]

  private static let labels: Set<String> = [
    "default_float", "default_int64", "default_string", "keys_floats", "keys_int64s", "keys_strings",
    "values_floats", "values_int64s", "values_strings",
  ]

  private static func row(
    _ name: String, since: Int, inputs: ClosedRange<Int> = 1...1, outputs: ClosedRange<Int> = 1...1,
    attributes: Set<String> = [],
    make: @escaping @Sendable (NodeReader) throws(OperatorError) -> any Operator
  ) -> OperatorDefinition {
    OperatorDefinition(
      name, since: since, domain: domain, inputs: inputs, outputs: outputs, attributes: attributes, make: make)
  }
}
