import Tensors

/// How near the outputs of a pruned network are to those of the dense one, over any number of runs.
package struct OutputAgreement: Sendable, Equatable {
  /// Decisions of the first output: its samples, or, where it has more axes, every place along the last one.
  package private(set) var decisions = 0
  /// Those where the largest score stands where the dense network's does.
  package private(set) var equalDecisions = 0
  package private(set) var largestError = 0.0
  private var product = 0.0
  private var norm = 0.0
  private var denseNorm = 0.0

  package init() {}

  package var share: Double { decisions == 0 ? 1 : Double(equalDecisions) / Double(decisions) }

  /// Cosine of the angle between all outputs as one vector; 1 where both are all zeros.
  package var cosine: Double {
    if norm == 0 || denseNorm == 0 { return norm == denseNorm ? 1 : 0 }
    return min(1, max(-1, product / (norm.squareRoot() * denseNorm.squareRoot())))
  }

  /// Takes the outputs of one run of both networks, in the same order.
  package mutating func add(_ outputs: [NamedTensor], dense: [NamedTensor]) {
    for (position, (output, expected)) in zip(outputs, dense).enumerated() {
      guard output.tensor.shape == expected.tensor.shape else { continue }
      output.tensor.withDoubles { found in
        expected.tensor.withDoubles { dense in
          guard found.count == dense.count else { return }
          addElements(found, dense)
          if position == 0 { addDecisions(found, dense, width: Self.width(of: output.tensor.shape)) }
        }
      }
    }
  }

  /// Scores of one decision: the last axis that is longer than 1.
  private static func width(of shape: Shape) -> Int { shape.extents.last { $0 > 1 } ?? 1 }

  private mutating func addElements(_ found: UnsafeBufferPointer<Double>, _ dense: UnsafeBufferPointer<Double>) {
    for (value, expected) in zip(found, dense) {
      product += value * expected
      norm += value * value
      denseNorm += expected * expected
      let error = (value - expected).magnitude
      if !(error <= largestError), value != expected { largestError = error.isNaN ? .infinity : error }
    }
  }

  private mutating func addDecisions(
    _ found: UnsafeBufferPointer<Double>, _ dense: UnsafeBufferPointer<Double>, width: Int
  ) {
    for start in stride(from: 0, to: found.count, by: width) {
      decisions += 1
      if found.largest(from: start, count: width) == dense.largest(from: start, count: width) {
        equalDecisions += 1
      }
    }
  }
}

extension Tensor {
  /// The class of largest score of each sample, the first among equals; `nil` for a value that is no row of
  /// scores a sample, unit axes apart.
  func predictedClasses(samples: Int) -> [Int]? {
    guard shape.rank >= 2, shape[0] == samples, samples > 0,
      shape.extents.dropFirst().count(where: { $0 != 1 }) <= 1
    else { return nil }
    let width = count / samples
    guard width > 0 else { return nil }
    return withDoubles { scores in
      scores.count == count ? (0..<samples).map { scores.largest(from: $0 * width, count: width) } : nil
    }
  }
}

extension UnsafeBufferPointer<Double> {
  /// Offset of the first of the largest elements from `start` on.
  fileprivate func largest(from start: Int, count: Int) -> Int {
    var best = 0
    for offset in 1..<Swift.max(count, 1) where self[start + offset] > self[start + best] { best = offset }
    return best
  }
}
