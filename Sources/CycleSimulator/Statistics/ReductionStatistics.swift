/// What the reduction network counted, and how it was configured last.
package struct ReductionStatistics: Hashable, Sendable {
  /// The adders by (level, index); none in a network of accumulators only.
  package var adders: [AdderCounts] = []
  /// The last configuration of each adder; as many as ``adders``.
  package var configuration: [AdderConfiguration] = []
  /// Adders of each level, root first.
  package var levelWidths: [Int] = []
  /// Writes of the wires into the adders by (level, position): two to an adder.
  package var inputWrites: [Int] = []
  /// Writes of the augmented links by (level, index).
  package var lateralWrites: [Int] = []
  /// Writes of the folding links by (level, index); FENETWORK only.
  package var foldWrites: [Int] = []
  /// The accumulation buffer, or the accumulators of TEMPORALRN.
  package var accumulators: [AccumulatorCounts] = []
  /// Writes of the wire into each accumulator. Not its receives: what is sent in the last cycle never arrives.
  package var accumulatorWrites: [Int] = []

  package init() {}
}
