import Foundation
import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Operators of classical machine learning")
struct MachineLearningTests {
  private func run(
    _ type: String, _ inputs: [Tensor], opset: Int = 5, _ attributes: [String: Attribute] = [:]
  ) throws -> Tensor {
    let values = inputs.map(Value.tensor)
    return try #require(evaluateValues(type, values, opset: opset, domain: "ai.onnx.ml", attributes)[0].tensor)
  }

  private static func texts(_ values: [String]) -> Attribute { .strings(values.map { Array($0.utf8) }) }

  @Test("ArrayFeatureExtractor takes columns; a vector is one row")
  func extract() throws {
    let y = try run("ArrayFeatureExtractor", [.counting([2, 3]), .ints([2, 0])])
    #expect(y.floats == [2, 0, 5, 3])
    let row = try run("ArrayFeatureExtractor", [.texts(["a", "b"]), .ints([1])])
    #expect(row.strings == ["b"] && row.shape.extents == [1, 1])
    for bad in [-1, 3] as [Int64] {
      #expect(throws: OperatorError.self) { try run("ArrayFeatureExtractor", [.counting([2, 3]), .ints([bad])]) }
    }
  }

  @Test("Binarizer says what is above the threshold")
  func binarize() throws {
    #expect(try run("Binarizer", [.floats([0, 1, 2, .nan])], ["threshold": .float(1)]).floats == [0, 0, 1, 0])
    #expect(try run("Binarizer", [.ints([-1, 0, 3])]).ints == [0, 0, 1])
  }

  @Test("LabelEncoder maps keys of each type to values of each, the rest to the default")
  func labels() throws {
    let keys = Self.texts(["a", "b", "a"])
    let numbers = try run(
      "LabelEncoder", [.texts(["b", "x", "a"])], ["keys_strings": keys, "values_int64s": .list([1, 2, 3])])
    #expect(numbers.ints == [2, -1, 3])
    let names = try run(
      "LabelEncoder", [.floats([.nan, 0, 7])],
      ["keys_floats": .floats([.nan, -0.0]), "values_strings": Self.texts(["none", "zero"])])
    #expect(names.strings == ["none", "zero", "_Unused"])
    let reals = try run(
      "LabelEncoder", [.ints([4, 5])], opset: 2,
      ["keys_int64s": .list([5]), "values_floats": .floats([1.5]), "default_float": .float(9)])
    #expect(reals.floats == [9, 1.5])
    let tensors: [String: Attribute] = try [
      "keys_tensor": .tensor(.ints([7])), "values_tensor": .tensor(Tensor(Shape([1]), [3] as [Int16])),
      "default_tensor": .tensor(Tensor(Shape([1]), [4] as [Int16])),
    ]
    #expect(try run("LabelEncoder", [.ints([7, 8])], tensors).elements(as: Int16.self) == [3, 4])
    let classes = ["classes_strings": Self.texts(["x", "y"])]
    #expect(try run("LabelEncoder", [.texts(["y", "z"])], opset: 1, classes).ints == [1, -1])
    let back = classes.merging(["default_string": .text("?")]) { $1 }
    #expect(try run("LabelEncoder", [.ints([0, 5])], opset: 1, back).strings == ["x", "?"])
    #expect(throws: OperatorError.self) {
      try run("LabelEncoder", [.texts(["a"])], ["keys_strings": keys, "values_int64s": .list([1])])
    }
  }

  /// x0 <= 1 ? leaf 0 : (x1 in {2, 3} ? leaf 1 : leaf 2).
  private func tree(
    _ changes: [String: Attribute] = [:]
  ) throws -> [String: Attribute] {
    let base: [String: Attribute] = try [
      "n_targets": .int(2), "tree_roots": .list([0]), "nodes_featureids": .list([0, 1]),
      "nodes_splits": .tensor(.floats([1, 0])), "nodes_modes": .tensor(Tensor(Shape([2]), [0, 6] as [UInt8])),
      "nodes_truenodeids": .list([0, 1]), "nodes_trueleafs": .list([1, 1]), "nodes_falsenodeids": .list([1, 2]),
      "nodes_falseleafs": .list([0, 1]), "leaf_targetids": .list([0, 1, 0]),
      "leaf_weights": .tensor(.floats([10, 20, 30])), "membership_values": .tensor(.floats([2, 3, .nan])),
    ]
    return base.merging(changes) { $1 }
  }

  @Test("a tree leads each row to its leaf; missing values go where the node says")
  func trees() throws {
    let rows = try Tensor.floats([0, 9, 5, 3, 5, 4, .nan, 2], [4, 2])
    #expect(try run("TreeEnsemble", [rows], tree()).floats == [10, 0, 0, 20, 30, 0, 0, 20])
    let missing = try tree(["nodes_missing_value_tracks_true": .list([1, 0])])
    #expect(try run("TreeEnsemble", [rows], missing).floats == [10, 0, 0, 20, 30, 0, 10, 0])
    let twice = try tree(["tree_roots": .list([0, 1]), "aggregate_function": .int(2)])
    #expect(try run("TreeEnsemble", [.floats([0, 9], [1, 2])], twice).floats == [10, 0])
    let mean = try tree(["tree_roots": .list([0, 1]), "aggregate_function": .int(0)])
    #expect(try run("TreeEnsemble", [.floats([0, 9], [1, 2])], mean).floats == [20, 0])
    let logistic = try run("TreeEnsemble", [.floats([5, 3], [1, 2])], tree(["post_transform": .int(2)])).floats
    #expect(logistic[0] == 0.5 && logistic[1] > 0.99)
  }

  @Test(
    "trees that run in a circle, miss a node or ask for a feature that is not there are refused",
    arguments: [
      ["nodes_falsenodeids": .list([0, 2])], ["nodes_falsenodeids": .list([2, 2])],
      ["nodes_truenodeids": .list([3, 1])], ["nodes_featureids": .list([0, 2])], ["nodes_featureids": .list([0])],
      ["tree_roots": .list([2])], ["leaf_targetids": .list([0, 2, 0])], ["n_targets": .int(0)],
    ] as [[String: Attribute]])
  func badTrees(changes: [String: Attribute]) throws {
    let attributes = try tree(changes)
    #expect(throws: OperatorError.self) { try run("TreeEnsemble", [.floats([5, 5], [1, 2])], attributes) }
  }

  /// A few rows whose results below are onnxruntime's.
  private let rows = [[1, -2, 3], [-4, -5, -6], [0, 0, 0], [0.5, 0.25, -0.1]] as [[Float]]

  private func features() throws -> Tensor { try .floats(rows.flatMap { $0 }, [4, 3]) }

  private func close(_ found: [Float], _ expected: [Float]) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 }
  }

  @Test("Normalizer divides by the largest element, the sum of magnitudes or the length; a row of zeros stays")
  func normalize() throws {
    let expected: [String: [Float]] = [
      "MAX": [0.333333, -0.666667, 1, 1, 1.25, 1.5, 0, 0, 0, 1, 0.5, -0.2],
      "L1": [0.166667, -0.333333, 0.5, -0.266667, -0.333333, -0.4, 0, 0, 0, 0.588235, 0.294118, -0.117647],
      "L2": [
        0.267261, -0.534522, 0.801784, -0.455842, -0.569803, -0.683763, 0, 0, 0, 0.880451, 0.440225, -0.17609,
      ],
    ]
    for (norm, values) in expected {
      #expect(close(try run("Normalizer", [features()], ["norm": .text(norm)]).floats, values), "\(norm)")
    }
    #expect(throws: OperatorError.self) { try run("Normalizer", [features()], ["norm": .text("L3")]) }
  }

  @Test("Scaler, Imputer, OneHotEncoder and FeatureVectorizer prepare features")
  func prepare() throws {
    let scaled = try run(
      "Scaler", [.ints([1, 2, 3, 4], [2, 2])], ["offset": .floats([1]), "scale": .floats([2, 0.5])])
    #expect(scaled.floats == [0, 0.5, 4, 1.5])
    let imputed = try run(
      "Imputer", [.floats([1, .nan, .nan, 3], [2, 2])],
      ["imputed_value_floats": .floats([7, 8]), "replaced_value_float": .float(.nan)])
    #expect(imputed.floats == [1, 8, 7, 3])
    let integers = try run(
      "Imputer", [.ints([0, 2])], ["imputed_value_int64s": .list([5])])
    #expect(integers.ints == [5, 2])
    #expect(throws: OperatorError.self) {
      try run("Imputer", [.ints([1, 2])], ["imputed_value_floats": .floats([1])])
    }
    let hot = try run("OneHotEncoder", [.texts(["b", "?"])], ["cats_strings": Self.texts(["a", "b"])])
    #expect(hot.floats == [0, 1, 0, 0] && hot.shape.extents == [2, 2])
    #expect(throws: OperatorError.self) {
      try run("OneHotEncoder", [.ints([9])], ["cats_int64s": .list([1]), "zeros": .int(0)])
    }
    let side = try run(
      "FeatureVectorizer", [.floats([1, 2, 3, 4], [2, 2]), .ints([5, 6], [2, 1])],
      ["inputdimensions": .list([1, 2])])
    #expect(side.floats == [1, 5, 0, 3, 6, 0])
  }

  @Test("linear models score rows; one score tells two classes apart", arguments: ["NONE", "LOGISTIC", "SOFTMAX"])
  func linear(post: String) throws {
    let model: [String: Attribute] = [
      "coefficients": .floats([0.1, 0.2, -0.1]), "intercepts": .floats([0.05]), "post_transform": .text(post),
    ]
    let labels: [String: Attribute] = ["classlabels_ints": .list([10, 20])]
    let y = try evaluate(
      "LinearClassifier", [features()], outputs: 2, opset: 1, domain: "ai.onnx.ml", model.merging(labels) { $1 })
    #expect(y[0].ints == [10, 10, 20, 20])
    let scores: [Float] =
      post == "LOGISTIC"
      ? [0.634136, 0.365864, 0.679179, 0.320821, 0.487503, 0.512497, 0.460085, 0.539915]
      : [1.55, -0.55, 1.75, -0.75, 0.95, 0.05, 0.84, 0.16]
    #expect(close(y[1].floats, scores))
    guard post == "NONE" else { return }
    #expect(close(try run("LinearRegressor", [features()], opset: 1, model).floats, [-0.55, -0.75, 0.05, 0.16]))
    let three = try evaluate(
      "LinearClassifier", [features()], outputs: 2, opset: 1, domain: "ai.onnx.ml",
      [
        "coefficients": .floats([0.1, 0.2, -0.1, 0.3, -0.2, 0.1, 0, 0, 0.1]), "intercepts": .floats([0.05, 0, 0]),
        "classlabels_strings": Self.texts(["a", "b", "c"]),
      ])
    #expect(three[0].strings == ["b", "c", "a", "a"])
    #expect(throws: OperatorError.self) {
      try run("LinearRegressor", [.floats([1, 2], [1, 2])], opset: 1, model)
    }
  }

  /// One tree of two splits: below 1/2, below 3/2, above.
  private func tree(_ prefix: String, _ weights: [Float]) -> [String: Attribute] {
    [
      "nodes_treeids": .list([0, 0, 0, 0, 0]), "nodes_nodeids": .list([0, 1, 2, 3, 4]),
      "nodes_featureids": .list([0, 0, 0, 0, 0]), "nodes_values": .floats([0.5, 0, 1.5, 0, 0]),
      "nodes_modes": Self.texts(["BRANCH_LEQ", "LEAF", "BRANCH_LEQ", "LEAF", "LEAF"]),
      "nodes_truenodeids": .list([1, 0, 3, 0, 0]), "nodes_falsenodeids": .list([2, 0, 4, 0, 0]),
      prefix + "_treeids": .list([0, 0, 0]), prefix + "_nodeids": .list([1, 3, 4]),
      prefix + "_ids": .list([0, 0, 0]),
      prefix + "_weights": .floats(weights),
    ]
  }

  @Test("tree ensembles of node lists regress and classify as onnxruntime does")
  func nodeLists() throws {
    let x = try Tensor.floats([0, 1, 2, .nan], [4, 1])
    var regressor = tree("target", [0.25, 0.5, 1])
    regressor.merge(["n_targets": .int(1), "base_values": .floats([10])]) { $1 }
    #expect(try run("TreeEnsembleRegressor", [x], opset: 3, regressor).floats == [10.25, 10.5, 11, 11])
    func classify(_ weights: [Float], _ post: String) throws -> (labels: [Int64], scores: [Float]) {
      var attributes = tree("class", weights)
      attributes.merge(["classlabels_int64s": .list([10, 20]), "post_transform": .text(post)]) { $1 }
      let y = try evaluate(
        "TreeEnsembleClassifier", [x], outputs: 2, opset: 3, domain: "ai.onnx.ml", attributes)
      return (y[0].ints, y[1].floats)
    }
    let positive = try classify([0.2, 0.6, 0.9], "NONE")
    #expect(
      positive.labels == [10, 20, 20, 20] && close(positive.scores, [0.8, 0.2, 0.4, 0.6, 0.1, 0.9, 0.1, 0.9]))
    let mixed = try classify([-0.2, 0.3, 0.9], "NONE")
    #expect(
      mixed.labels == [10, 20, 20, 20] && close(mixed.scores, [0.2, -0.2, -0.3, 0.3, -0.9, 0.9, -0.9, 0.9]))
    let logistic = try classify([0.2, 0.6, 0.9], "LOGISTIC")
    #expect(logistic.labels == [10, 20, 20, 20])
    #expect(close(Array(logistic.scores.prefix(2)), [0.450166, 0.549834]))
  }

  @Test("node lists that are no trees are refused")
  func malformedNodeLists() throws {
    let x = try Tensor.floats([0], [1, 1])
    let good = tree("target", [1, 2, 3]).merging(["n_targets": .int(1)]) { $1 }
    let faults: [String: Attribute] = [
      "nodes_truenodeids": .list([9, 0, 3, 0, 0]), "nodes_nodeids": .list([0, 1, 2, 3, 3]),
      "nodes_modes": Self.texts(["BRANCH", "LEAF", "LEAF", "LEAF", "LEAF"]), "target_ids": .list([0, 0, 1]),
      "nodes_values": .floats([1]), "nodes_featureids": .list([-1, 0, 0, 0, 0]),
      "nodes_falsenodeids": .list([0, 0, 0, 0, 0]), "n_targets": .int(0), "base_values": .floats([1, 2]),
    ]
    #expect(try run("TreeEnsembleRegressor", [x], opset: 3, good).floats == [1])
    for (name, attribute) in faults {
      #expect(throws: OperatorError.self, "\(name)") {
        try run("TreeEnsembleRegressor", [.floats([1], [1, 1])], opset: 3, good.merging([name: attribute]) { $1 })
      }
    }
    #expect(throws: OperatorError.self) {
      try run("TreeEnsembleRegressor", [.floats([], [1, 0])], opset: 3, good)
    }
  }

  @Test("scores become shares, with or without those that are 0, or quantiles of the normal distribution")
  func scoreTransforms() throws {
    func transformed(_ scores: [Float], _ name: String) throws -> [Float] {
      // One feature of 1: the coefficients are the scores.
      let attributes: [String: Attribute] = [
        "coefficients": .floats(scores), "targets": .int(Int64(scores.count)), "post_transform": .text(name),
      ]
      return try run("LinearRegressor", [.floats([1], [1, 1])], attributes).floats
    }
    #expect(try close(transformed([0, log(3)], "SOFTMAX"), [0.25, 0.75]))
    #expect(try close(transformed([0, log(3), 0, 0], "SOFTMAX_ZERO"), [0, 1, 0, 0]))
    #expect(try transformed([0, 0], "SOFTMAX_ZERO") == [0, 0])
    // Winitzki's inverse of erf is within 0.004 of it.
    let quantiles = try transformed([0.5, 0.8413447, 0.0227501, 0.975], "PROBIT")
    for (found, exact) in zip(quantiles, [0, 1, -2, 1.959964] as [Float]) { #expect(abs(found - exact) < 0.01) }
    #expect(
      throws: OperatorError.attribute(
        "post_transform", found: "MAX", expected: "NONE, SOFTMAX, LOGISTIC, SOFTMAX_ZERO, PROBIT")
    ) { try transformed([1], "MAX") }
  }

  @Test("parameters that do not fit each other or the features are refused with both numbers")
  func refusals() throws {
    let x = try Tensor.counting([2, 3])
    func refusal(_ type: String, _ inputs: [Tensor], _ attributes: [String: Attribute]) -> String {
      do { return "accepted: \(try run(type, inputs, attributes))" } catch { return "\(error)" }
    }
    #expect(
      refusal("LinearRegressor", [x], ["coefficients": .floats([1, 2, 3]), "targets": .int(2)])
        == "attribute `coefficients` is 3 with 2 intercepts where a row and an intercept for each of 2 scores "
        + "is accepted")
    let classifier: [String: Attribute] = [
      "coefficients": .floats([1, 2, 3]), "intercepts": .floats([0]), "classlabels_ints": .list([1, 2, 3]),
    ]
    #expect(
      throws: OperatorError.attribute(
        "classlabels_ints", found: "3 labels", expected: "one for each of 1 scores")
    ) {
      try evaluateValues("LinearClassifier", [.tensor(x)], outputs: 2, opset: 1, domain: "ai.onnx.ml", classifier)
    }
    #expect(
      refusal("FeatureVectorizer", [x], ["inputdimensions": .list([3, 3])])
        == "attribute `inputdimensions` is [3, 3] where a number of features for each input is accepted")
    #expect(
      refusal("FeatureVectorizer", [x, try .counting([3, 1])], ["inputdimensions": .list([3, 1])])
        == "input 1 has 3 rows where others have 2")
    #expect(
      refusal("FeatureVectorizer", [try .counting([1, 1, 1])], ["inputdimensions": .list([1])])
        == "input 0 has rank 3 where 1 or 2 is accepted")
    #expect(
      refusal("Scaler", [x], ["offset": .floats([]), "scale": .floats([1])])
        == "attribute `scale` is no values where one, or one a feature is accepted")
    #expect(
      refusal("Normalizer", [try .counting([1, 1, 1])], [:]) == "features of rank 3 where 1 or 2 is accepted")
  }
}
