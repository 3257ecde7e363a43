/// What a multiplier switch of the linear array counted.
package struct LinearMultiplierCounts: Hashable, Sendable {
  package var multiplications = 0
  /// Activations sent to and received from the neighbour.
  package var forwardingsSent = 0
  package var forwardingsReceived = 0
  /// Packets received from the distribution network.
  package var inputsReceived = 0
  package var weightsReceived = 0
  package var psumsReceived = 0
  /// How often a new set of weights replaced the one in use.
  package var weightFlushes = 0
  /// Partial sums passed on to the reduction network (forwarder mode).
  package var psumsForwarded = 0
  package var configurations = 0
  package var activationFifo = FifoCounts()
  package var weightFifo = FifoCounts()
  package var psumFifo = FifoCounts()
  package var forwardingInputFifo = FifoCounts()
  package var forwardingOutputFifo = FifoCounts()

  package init() {}
}
