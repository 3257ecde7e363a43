/// A finished study of accuracy against sparsity.
package struct AccuracyResult: Sendable {
  /// One pruning of the network, and what it costs and keeps.
  package struct Point: Sendable {
    /// The pruning method by name.
    package var method: String
    /// The ratio that was asked for.
    package var sparsity: Double
    /// Share of zeros in all weights of Conv, Gemm and MatMul nodes.
    package var actualSparsity: Double
    /// `nil` without labels.
    package var accuracy: Accuracy?
    package var agreement: OutputAgreement
    /// The class of largest score of each sample; `nil` for outputs that are no row of scores a sample.
    package var predictions: [Int]?
    /// Of one inference, one a machine.
    package var costs: [RunTotals]
  }

  package var model: String
  package var machines: [RunResult.Machine]
  package var samples: Int
  /// The class of each sample, where the data says it.
  package var labels: [Int]?
  /// Samples of the inference that was timed.
  package var timedSamples: Int
  package var points: [Point]
  /// Whether it was interrupted before its last point.
  package var isPartial: Bool
}
