import Tensors

/// The labels of the classes that a classifier of ai.onnx.ml tells apart: strings or int64.
struct ClassLabels: Sendable {
  private enum Names: Sendable {
    case integers([Int])
    case texts([String])
  }

  private let names: Names

  /// - Parameter integers: the attribute of labels that are no strings, those being in `classlabels_strings`.
  init(_ node: NodeReader, integers: String) throws(OperatorError) {
    if let texts = try node.strings("classlabels_strings"), !texts.isEmpty {
      names = .texts(texts)
    } else {
      names = .integers(try node.required(integers, node.ints(integers)))
    }
  }

  var count: Int {
    switch names {
    case .integers(let values): values.count
    case .texts(let values): values.count
    }
  }

  var dataType: DataType { if case .texts = names { .string } else { .int64 } }

  /// The labels of classes, one a row.
  func tensor(_ classes: [Int]) throws(OperatorError) -> Tensor {
    switch names {
    case .integers(let values): try Tensor(int64: classes.map { values[$0] })
    case .texts(let values): try .texts(Shape(checked: [classes.count]), classes.map { values[$0] })
    }
  }
}

/// Scores of classes as a row of a classifier's output, and the class that wins.
struct ClassDecision {
  let winner: Int
  let scores: [Double]

  /// The highest score wins, the first of equal ones.
  init(_ scores: [Double], _ transform: ScoreTransform) {
    winner = scores.indices.max { scores[$0] < scores[$1] } ?? 0
    self.scores = transform(scores)
  }

  /// Of two classes by the one score of the second, as onnxruntime decides and completes it.
  /// - Parameter isProbability: whether the score lies between 0 and 1, and the other is what is left of 1.
  init(second score: Double, isProbability: Bool, threshold: Double, _ transform: ScoreTransform) {
    winner = score > threshold ? 1 : 0
    scores =
      isProbability
      ? [1 - score, score]
      : transform == .logistic ? ScoreTransform.logistic([-score, score] as [Double]) : [-score, score]
  }
}
