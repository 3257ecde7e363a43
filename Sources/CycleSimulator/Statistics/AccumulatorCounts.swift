/// What an accumulator counted.
package struct AccumulatorCounts: Hashable, Sendable {
  package var adds = 0
  package var memorySends = 0
  /// Messages received; one may carry two packets.
  package var receives = 0
  package var registerReads = 0
  package var registerWrites = 0
  package var configurations = 0
  package var inputFifo = FifoCounts()
  package var outputFifo = FifoCounts()

  package init() {}
}
