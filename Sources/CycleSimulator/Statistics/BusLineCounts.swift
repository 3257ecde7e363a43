/// What a line of the collection bus counted.
package struct BusLineCounts: Hashable, Sendable {
  /// Cycles in which more than one input had something to send.
  package var conflicts = 0
  /// Inputs with something to send, summed over all cycles: STONNE prints its average, rounded down.
  package var waitingInputs = 0
  /// Packets sent to the memory.
  package var sends = 0
  /// Writes of each input wire; one may carry two packets.
  package var inputWrites: [Int]
  /// Packets received on each input.
  package var inputReceives: [Int]
  package var inputFifos: [FifoCounts]

  package init(inputs: Int) {
    self.inputWrites = Array(repeating: 0, count: inputs)
    self.inputReceives = Array(repeating: 0, count: inputs)
    self.inputFifos = Array(repeating: FifoCounts(), count: inputs)
  }
}
