import Tensors

/// How often a classifier's scores put the label first, or among the first five.
package struct Accuracy: Sendable, Equatable {
  package var samples: Int
  package var top1: Int
  package var top5: Int

  package init(samples: Int, top1: Int, top5: Int) {
    self.samples = samples
    self.top1 = top1
    self.top5 = top5
  }

  /// - Parameters:
  ///   - scores: `[samples, classes]`, or any shape with the samples first.
  ///   - labels: one an item; a label that is no class counts as missed.
  ///
  /// Ties count against the label of the higher index, as an arg-max that takes the first one does.
  /// `nil` where the shapes do not fit.
  package init?(scores: Tensor, labels: [Int]) {
    guard scores.shape.rank >= 2, scores.shape[0] == labels.count, !labels.isEmpty else { return nil }
    let classes = scores.count / labels.count
    guard classes > 0 else { return nil }
    samples = labels.count
    top1 = 0
    top5 = 0
    let ranks = scores.withDoubles { values -> [Int]? in
      guard values.count == scores.count else { return nil }
      return labels.enumerated().map { item, label in
        let row = UnsafeBufferPointer(rebasing: values[item * classes..<(item + 1) * classes])
        return Self.rank(of: label, in: row)
      }
    }
    guard let ranks else { return nil }
    top1 = ranks.count { $0 < 1 }
    top5 = ranks.count { $0 < 5 }
  }

  /// Both counts together.
  package static func + (left: Accuracy, right: Accuracy) -> Accuracy {
    var sum = left
    sum.samples += right.samples
    sum.top1 += right.top1
    sum.top5 += right.top5
    return sum
  }

  package var top1Share: Double { Double(top1) / Double(samples) }
  package var top5Share: Double { Double(top5) / Double(samples) }

  /// How many classes are ahead of the label.
  private static func rank(of label: Int, in row: UnsafeBufferPointer<Double>) -> Int {
    guard row.indices.contains(label) else { return .max }
    let score = row[label]
    guard !score.isNaN else { return .max }
    return row.indices.count { row[$0] > score || (row[$0] == score && $0 < label) }
  }
}
