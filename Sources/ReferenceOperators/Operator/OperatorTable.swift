import ModelGraph

/// The implemented operators by domain, name and version.
package struct OperatorTable: Sendable {
  /// Rows of one (domain, name), newest first.
  private let rows: [String: [OperatorDefinition]]

  package init(_ definitions: [OperatorDefinition]) {
    rows = Dictionary(grouping: definitions) { Self.key($0.domain, $0.name) }
      .mapValues { $0.sorted { $0.since > $1.since } }
  }

  /// Every operator of this module: a family a line.
  package static let standard = OperatorTable(
    ElementwiseOperators.definitions
      + ShapingOperators.definitions
      + ConstantOperators.definitions
      + IndexingOperators.definitions
      + ReductionOperators.definitions
      + ResamplingOperators.definitions
      + DetectionOperators.definitions
      + ControlFlowOperators.definitions
      + SequenceOperators.definitions
      + StringOperators.definitions
      + SignalOperators.definitions
      + RandomOperators.definitions
      + MachineLearningOperators.definitions
      + TrainingOperators.definitions
      + QuantizationOperators.definitions
      + ContributedOperators.definitions
      + RecurrentOperators.definitions
      + ConvolutionOperators.definitions
      + MatrixOperators.definitions
      + PoolingOperators.definitions
      + NormalizationOperators.definitions
      + AttentionOperators.definitions
      + LossOperators.definitions)

  /// The row that serves the node: the newest one that is not newer than the node's opset.
  package func definition(for node: Node) -> OperatorDefinition? {
    rows[Self.key(node.domain, node.operatorType)]?.first { $0.since <= node.opsetVersion }
  }

  private static func key(_ domain: String, _ name: String) -> String { domain + ":" + name }
}
