/// How the fabric is configured for a round: a set of stationary operands that stays while all streaming operands
/// pass.
struct SparseRound {
  /// What each multiplier is there for.
  var roles: [LinearMultiplier.Role]
  /// Multipliers of each virtual neuron, from multiplier 0 on.
  var sizes: [Int]
  /// Partial sums that an accumulator adds up to an output.
  var folds: Int
  /// Where packets go.
  var sets: DestinationSets
  /// Cycles in which the controller queues stationary and streaming operands.
  var stationarySteps: Int
  var streamingSteps: Int
  /// Results that come back.
  var results: Int
}
