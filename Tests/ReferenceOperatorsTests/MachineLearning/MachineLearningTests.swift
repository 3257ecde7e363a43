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
}
