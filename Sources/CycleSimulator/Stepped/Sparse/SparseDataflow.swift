/// What a sparse memory controller does beyond the rounds that all of them work in: which operands it queues, and
/// where results go.
protocol SparseDataflow {
  var roundCount: Int { get }

  /// The configuration of a round, which becomes the current one.
  mutating func begin(_ round: Int) -> SparseRound

  /// Queues the stationary operands of a step of the current round, whatever the bandwidth.
  mutating func queueStationary(_ step: Int, on ports: inout SparseReadPorts)

  /// Queues the streaming operands of a step of the current round, whatever the bandwidth.
  mutating func queueStreaming(_ step: Int, on ports: inout SparseReadPorts)

  /// Stores a result of the current round.
  mutating func store(_ result: Psum)

  /// Empty where no operands were given.
  var outputs: [Float] { get }

  /// What was read and written, but for the ports' part.
  var statistics: MemoryStatistics { get }
}
