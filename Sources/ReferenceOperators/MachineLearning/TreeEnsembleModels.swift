import Tensors

/// The rows of features that the tree operators of ai.onnx.ml before version 5 look at.
private struct FeatureRows {
  /// The number of rows, where it is known.
  static func count(_ inputs: InputFacts, _ forest: DecisionForest) throws(OperatorError) -> Int? {
    let x = try inputs.required(0, of: [.float32, .float64, .int32, .int64])
    guard let extents = x.extents else { return nil }
    guard (1...2).contains(extents.count) else {
      throw .shape("features of shape \(BroadcastShape.text(extents)) where a row or rows are accepted")
    }
    if let features = extents[extents.count - 1], features <= forest.largestFeature {
      throw .shape("\(features) features where the trees ask for number \(forest.largestFeature)")
    }
    return extents.count == 2 ? extents[0] : 1
  }

  /// What `body` makes of each row.
  static func map<Result>(
    _ x: Tensor, _ body: (ArraySlice<Double>) throws(OperatorError) -> Result
  ) throws(OperatorError) -> [Result] {
    let values = try x.cast(to: .float64).elements(as: Double.self)
    let width = x.shape[x.shape.rank - 1]
    var results: [Result] = []
    for row in 0..<(width == 0 ? 0 : values.count / width) {
      results.append(try body(values[row * width..<(row + 1) * width]))
    }
    return results
  }
}

/// TreeEnsembleRegressor (ai.onnx.ml, 1 and 3): decision trees over each row's features, their leaves' weights
/// gathered by target.
///
/// Input: float, double, int32 or int64 [rows, features]; output: float [rows, `n_targets`]. Attributes: the trees
/// (``DecisionForest``, leaves in `target_...`), `aggregate_function` (SUM, AVERAGE, MIN, MAX; SUM), `base_values`
/// (one, or one a target), `post_transform` (``ScoreTransform``).
struct TreeEnsembleRegressor: Operator {
  private let forest: DecisionForest
  private let targets: Int
  private let aggregate: TreeAggregate
  private let base: [Double]
  private let transform: ScoreTransform

  init(_ node: NodeReader) throws(OperatorError) {
    targets = try node.required("n_targets", node.int("n_targets"))
    guard (1...1 << 30).contains(targets) else {
      throw .attribute("n_targets", found: "\(targets)", expected: "1 or more")
    }
    forest = try DecisionForest(lists: node, leaves: "target", targets: targets)
    let names: [String: TreeAggregate] = ["SUM": .sum, "AVERAGE": .mean, "MIN": .smallest, "MAX": .largest]
    let name = try node.string("aggregate_function", default: "SUM")
    guard let aggregate = names[name] else {
      throw .attribute("aggregate_function", found: name, expected: "SUM, AVERAGE, MIN or MAX")
    }
    self.aggregate = aggregate
    base = try node.reals("base_values") ?? []
    guard [0, 1, targets].contains(base.count) else {
      throw .attribute("base_values", found: "\(base.count) values", expected: "one, or one a target")
    }
    transform = try ScoreTransform(node)
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(.float32, [try FeatureRows.count(inputs, forest), targets])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (_, shape) = try outputShape(of: inputs)
    let rows = try FeatureRows.map(try inputs.required(0)) { features throws(OperatorError) in
      let scores = try forest.scores(of: features, targets: targets, aggregate.combine)
      let finished = aggregate.finished(scores, trees: forest.roots.count)
      return transform(finished.indices.map { finished[$0] + (base.isEmpty ? 0 : base[$0 % base.count]) })
    }
    return [try .scores(rows, shape)]
  }
}

/// TreeEnsembleClassifier (ai.onnx.ml, 1 and 3): the class whose weights in the leaves have the largest sum.
///
/// Input: as TreeEnsembleRegressor's; outputs: labels [rows], scores float [rows, classes]. Attributes: the trees
/// (``DecisionForest``, leaves in `class_...`, of which `class_ids` are the classes), `classlabels_int64s` or
/// `classlabels_strings`, `base_values`, `post_transform`. Two classes of which the leaves name only number 0 are decided by that one score, which is the
/// second class's: above 1/2 where all weights are positive, else above 0.
struct TreeEnsembleClassifier: Operator {
  private let forest: DecisionForest
  private let labels: ClassLabels
  private let base: [Double]
  private let transform: ScoreTransform
  private let isBinary: Bool
  private let hasOnlyPositiveWeights: Bool

  init(_ node: NodeReader) throws(OperatorError) {
    labels = try ClassLabels(node, integers: "classlabels_int64s")
    forest = try DecisionForest(lists: node, leaves: "class", targets: max(labels.count, 1))
    base = try node.reals("base_values") ?? []
    transform = try ScoreTransform(node)
    let ids = try node.ints("class_ids") ?? []
    isBinary = labels.count == 2 && base.count <= 1 && ids.allSatisfy { $0 == 0 }
    hasOnlyPositiveWeights = try (node.reals("class_weights") ?? []).allSatisfy { $0 >= 0 }
    guard base.isEmpty || isBinary || base.count == labels.count else {
      throw .attribute("base_values", found: "\(base.count) values", expected: "one a class")
    }
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let rows = try FeatureRows.count(inputs, forest)
    return [ValueFact(labels.dataType, [rows]), ValueFact(.float32, [rows, labels.count])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShapes(of: inputs)[1].shape
    let decisions = try FeatureRows.map(try inputs.required(0)) { features throws(OperatorError) in
      let sums = try forest.scores(of: features, targets: labels.count, +)
      let scores = sums.indices.map { (sums[$0] ?? 0) + ($0 < base.count ? base[$0] : 0) }
      guard isBinary else { return ClassDecision(scores, transform) }
      return ClassDecision(
        second: scores[0], isProbability: hasOnlyPositiveWeights && transform != .logistic,
        threshold: hasOnlyPositiveWeights ? 0.5 : 0, transform)
    }
    return [try labels.tensor(decisions.map(\.winner)), try .scores(decisions.map(\.scores), shape)]
  }
}
