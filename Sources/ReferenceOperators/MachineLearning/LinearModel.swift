import Tensors

/// A row of coefficients and an intercept for each score (`coefficients` and `intercepts` of LinearClassifier and
/// LinearRegressor).
struct LinearModel: Sendable {
  let scores: Int
  private let coefficients: [Float]
  private let intercepts: [Float]

  init(_ node: NodeReader, scores: Int) throws(OperatorError) {
    coefficients = try node.required("coefficients", node.floats("coefficients"))
    let intercepts = try node.floats("intercepts") ?? []
    self.intercepts = intercepts.isEmpty ? [Float](repeating: 0, count: scores) : intercepts
    guard scores > 0, coefficients.count % scores == 0, self.intercepts.count == scores else {
      throw .attribute(
        "coefficients", found: "\(coefficients.count) with \(self.intercepts.count) intercepts",
        expected: "a row and an intercept for each of \(scores) scores")
    }
    self.scores = scores
  }

  private var features: Int { coefficients.count / scores }

  /// The rows of an input [rows, features] or [features].
  func rows(_ inputs: InputFacts) throws(OperatorError) -> Int? {
    let x = try inputs.required(0, of: [.float32, .float64, .int32, .int64])
    guard let extents = x.extents else { return nil }
    guard (1...2).contains(extents.count), extents[extents.count - 1] == nil || extents.last == features else {
      throw .shape("features of shape \(BroadcastShape.text(extents)) where \(features) a row are accepted")
    }
    return extents.count == 2 ? extents[0] : 1
  }

  /// The scores of every row.
  func callAsFunction(_ x: Tensor) throws(OperatorError) -> [[Double]] {
    let values = try x.cast(to: .float32).elements(as: Float.self)
    let features = features
    return (0..<(features == 0 ? 0 : values.count / features)).map { row in
      (0..<scores).map { score in
        var sum = Double(intercepts[score])
        for i in 0..<features {
          sum += Double(values[row * features + i]) * Double(coefficients[score * features + i])
        }
        return sum
      }
    }
  }
}

/// LinearRegressor (ai.onnx.ml, 1): X C' + intercepts. X: float, double, int32 or int64 [rows, features]; output
/// float [rows, `targets`] (default 1). `post_transform`: ``ScoreTransform``.
struct LinearRegressor: Operator {
  private let model: LinearModel
  private let transform: ScoreTransform

  init(_ node: NodeReader) throws(OperatorError) {
    model = try LinearModel(node, scores: node.int("targets", default: 1))
    transform = try ScoreTransform(node)
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(.float32, [try model.rows(inputs), model.scores])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (_, shape) = try outputShape(of: inputs)
    return [try .scores(model(inputs.required(0)).map { transform($0) }, shape)]
  }
}

/// LinearClassifier (ai.onnx.ml, 1): the class with the highest score X C' + intercepts. X as LinearRegressor's;
/// outputs: labels [rows], scores float [rows, classes].
///
/// `classlabels_ints` or `classlabels_strings`; two labels may share one row of coefficients, whose score is the
/// second's, the first having what is left of 1. `post_transform`: ``ScoreTransform``.
struct LinearClassifier: Operator {
  private let model: LinearModel
  private let labels: ClassLabels
  private let transform: ScoreTransform

  init(_ node: NodeReader) throws(OperatorError) {
    labels = try ClassLabels(node, integers: "classlabels_ints")
    let scores = try node.floats("intercepts")?.count ?? labels.count
    model = try LinearModel(node, scores: scores)
    transform = try ScoreTransform(node)
    guard labels.count == scores || (labels.count == 2 && scores == 1) else {
      throw .attribute(
        "classlabels_ints", found: "\(labels.count) labels", expected: "one for each of \(scores) scores")
    }
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let rows = try model.rows(inputs)
    return [ValueFact(labels.dataType, [rows]), ValueFact(.float32, [rows, labels.count])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShapes(of: inputs)[1].shape
    let isBinary = labels.count != model.scores
    let decisions = try model(inputs.required(0)).map { scores in
      isBinary
        ? ClassDecision(second: scores[0], isProbability: transform != .logistic, threshold: 0, transform)
        : ClassDecision(scores, transform)
    }
    return [try labels.tensor(decisions.map(\.winner)), try .scores(decisions.map(\.scores), shape)]
  }
}

extension Tensor {
  /// Rows of scores as floats.
  static func scores(_ rows: [[Double]], _ shape: Shape) throws(OperatorError) -> Tensor {
    let values = rows.flatMap { $0 }
    guard values.count == shape.count else { throw .shape("\(values.count) scores where \(shape) is needed") }
    return Tensor(shape, of: Float.self) { target in
      for i in values.indices { target[i] = Float(values[i]) }
    }
  }
}
