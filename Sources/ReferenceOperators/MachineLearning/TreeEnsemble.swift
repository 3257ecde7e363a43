import Tensors

/// TreeEnsemble (ai.onnx.ml, 5): decision trees over each row's features, their leaves' weights gathered by target.
///
/// Input: float, float16 or double [rows, features]; output of the same type [rows, `n_targets`].
/// `aggregate_function`: 0 mean, 1 sum (default), 2 smallest, 3 largest. `post_transform`: 0 none (default), 1
/// softmax, 2 logistic, 3 softmax of what is not 0, 4 probit. The trees: ``DecisionForest``.
struct TreeEnsemble: Operator {
  private let forest: DecisionForest
  private let targets: Int
  private let aggregate: TreeAggregate
  private let transform: ScoreTransform

  init(_ node: NodeReader) throws(OperatorError) {
    targets = try node.required("n_targets", node.int("n_targets"))
    guard (1...1 << 30).contains(targets) else {
      throw .attribute("n_targets", found: "\(targets)", expected: "1 or more")
    }
    forest = try DecisionForest(node, targets: targets)
    let function = try node.int("aggregate_function", default: 1)
    guard let aggregate = TreeAggregate(rawValue: function) else {
      throw .attribute("aggregate_function", found: "\(function)", expected: "0 to 3")
    }
    self.aggregate = aggregate
    let post = try node.int("post_transform", default: 0)
    guard let transform = ScoreTransform(rawValue: post) else {
      throw .attribute("post_transform", found: "\(post)", expected: "0 to 4")
    }
    self.transform = transform
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: [.float32, .float16, .float64])
    try inputs.check(0, extents: [nil, nil], "features")
    if let features = input.extents?[1], features <= forest.largestFeature {
      throw .shape("\(features) features where the trees ask for number \(forest.largestFeature)")
    }
    return [ValueFact(input.dataType, [input.extents?[0], targets])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let features = try inputs.take(0).cast(to: .float64)
    let rows = features.elements(as: Double.self)
    let width = features.shape[1]
    var scores: [Double] = []
    for row in 0..<shape[0] { scores += try scoresOfRow(rows[row * width..<(row + 1) * width]) }
    return [try Tensor(shape, of: Double.self) { _ = $0.initialize(from: scores) }.cast(to: type)]
  }

  private func scoresOfRow(_ features: ArraySlice<Double>) throws(OperatorError) -> [Double] {
    let scores = try forest.scores(of: features, targets: targets, aggregate.combine)
    return transform(aggregate.finished(scores, trees: forest.roots.count))
  }
}

/// How the weights of several trees become one score.
enum TreeAggregate: Int, Sendable {
  case mean, sum, smallest, largest

  func combine(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .mean, .sum: a + b
    case .smallest: min(a, b)
    case .largest: max(a, b)
    }
  }

  /// The scores, 0 where no tree gave any.
  func finished(_ scores: [Double?], trees: Int) -> [Double] {
    let count = self == .mean ? Double(max(trees, 1)) : 1
    return scores.map { ($0 ?? 0) / count }
  }
}
