import Glibc

/// What becomes of a row's scores (`post_transform` of the operators of ai.onnx.ml).
enum ScoreTransform: Int, Sendable {
  case none, softmax, logistic, softmaxOfOthersThanZero, probit

  /// By the attribute of the operators before TreeEnsemble, a name (default NONE).
  init(_ node: NodeReader) throws(OperatorError) {
    let names = ["NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO", "PROBIT"]
    let name = try node.string("post_transform", default: "NONE")
    guard let transform = names.firstIndex(of: name).flatMap(ScoreTransform.init(rawValue:)) else {
      throw .attribute("post_transform", found: name, expected: names.joined(separator: ", "))
    }
    self = transform
  }

  func callAsFunction(_ scores: [Double]) -> [Double] {
    switch self {
    case .none: return scores
    case .logistic: return scores.map { 1 / (1 + exp(-$0)) }
    case .probit: return scores.map { Self.probit($0) }
    case .softmax, .softmaxOfOthersThanZero:
      let highest = scores.max() ?? 0
      let weights = scores.map { self != .softmax && $0 == 0 ? 0 : exp($0 - highest) }
      let sum = weights.reduce(0, +)
      return weights.map { sum == 0 ? 0 : $0 / sum }
    }
  }

  /// The inverse of the normal distribution's function, by Winitzki's formula for the inverse of erf, as
  /// onnxruntime has it.
  private static func probit(_ value: Double) -> Double {
    let x = 2 * value - 1
    let logarithm = log((1 - x) * (1 + x))
    let v = 2 / (Double.pi * 0.147) + 0.5 * logarithm
    let root = (-v + (v * v - logarithm / 0.147).squareRoot()).squareRoot()
    return 2.0.squareRoot() * (x < 0 ? -root : root)
  }
}
