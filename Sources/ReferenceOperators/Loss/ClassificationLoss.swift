import Tensors

/// What the losses over class labels share: attributes, shapes, and the weighted sum over the targets.
///
/// Inputs: one value a class [N, C, d...], floats; targets [N, d...] of an index type; optional weights [C].
/// Attributes: `reduction` (`none`, `sum`, `mean`; default `mean`) and `ignore_index` (default: none), the target
/// that counts for nothing. The mean is over the targets' weights, which are 1 without an input for them.
struct ClassificationLoss: Sendable {
  /// How the losses of all targets become the result (ONNX, `reduction`).
  enum Reduction: String {
    case none
    case sum
    case mean
  }

  let reduction: Reduction
  let ignoredTarget: Int?

  init(_ reader: NodeReader) throws(OperatorError) {
    let name = try reader.string("reduction", default: Reduction.mean.rawValue)
    guard let reduction = Reduction(rawValue: name) else {
      throw .attribute("reduction", found: name, expected: "none, sum or mean")
    }
    self.reduction = reduction
    ignoredTarget = try reader.int("ignore_index")
  }

  /// What is known of the loss.
  /// - Throws: ``OperatorError`` for types and shapes that do not fit each other.
  func inferLoss(of inputs: InputFacts) throws(OperatorError) -> ValueFact {
    let scores = try inputs.required(0, of: DataType.floats)
    let targets = try inputs.required(1, of: DataType.indexTypes)
    if let type = scores.dataType { try inputs.check(2, of: [type]) }
    if let scores = scores.extents {
      guard scores.count >= 2 else {
        throw .shape("scores of shape \(BroadcastShape.text(scores)) where [N, C, ...] is needed")
      }
      try inputs.check(1, extents: [scores[0]] + scores[2...], "targets")
      try inputs.check(2, extents: [scores[1]], "class weights")
    }
    return ValueFact(scores.dataType, reduction == .none ? targets.extents : [])
  }

  /// The loss of log-probabilities, shapes known to fit.
  /// - Throws: ``OperatorError/value(_:)`` for a target that is no class and not to be ignored.
  func evaluate(
    _ logProbabilities: Tensor, targets: Tensor, weights: Tensor?
  ) throws(OperatorError) -> Tensor {
    let classes = logProbabilities.shape[1]
    let labels = targets.integers
    for label in labels where label != ignoredTarget && !(0..<classes).contains(label) {
      throw .value("target \(label) is outside [0, \(classes))")
    }
    var kernel = TargetLosses(
      logProbabilities: logProbabilities, labels: labels, shape: targets.shape, weights: weights, loss: self)
    return try logProbabilities.dataType.dispatch(&kernel)
  }
}

/// The losses of all targets and what they reduce to.
private struct TargetLosses: RealVisitor {
  let logProbabilities: Tensor
  let labels: [Int]
  let shape: Shape
  let weights: Tensor?
  let loss: ClassificationLoss

  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let classes = logProbabilities.shape[1]
    let inner = shape.count(of: 1..<shape.rank)
    let weights = weights?.elements(as: Element.self)
    var losses = [Element](repeating: 0, count: labels.count)
    var (total, weightTotal) = (0.0, 0.0)
    logProbabilities.withElements(as: Element.self) { values in
      for (position, label) in labels.enumerated() where label != loss.ignoredTarget {
        let weight = weights?[label] ?? 1
        let (image, lane) = position.quotientAndRemainder(dividingBy: inner)
        losses[position] = -weight * values[(image * classes + label) * inner + lane]
        total += Double(losses[position])
        weightTotal += Double(weight)
      }
    }
    switch loss.reduction {
    case .none: return Tensor(shape, of: Element.self) { _ = $0.initialize(from: losses) }
    case .sum: return Tensor(scalar: Element(total))
    case .mean: return Tensor(scalar: Element(total / weightTotal))
    }
  }
}
