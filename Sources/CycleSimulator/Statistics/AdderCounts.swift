/// What an adder switch of the reduction tree counted. A send may carry two packets, a FIFO counts each.
package struct AdderCounts: Hashable, Sendable {
  package var sums2to1 = 0
  package var sums3to1 = 0
  package var parentSends = 0
  /// Sends over the augmented link to the neighbour.
  package var lateralSends = 0
  /// Sends over the folding link (FENETWORK).
  package var foldSends = 0
  package var memorySends = 0
  package var configurations = 0
  package var leftFifo = FifoCounts()
  package var rightFifo = FifoCounts()
  package var outputFifo = FifoCounts()
  package var lateralOutputFifo = FifoCounts()
  package var lateralInputFifo = FifoCounts()

  package init() {}
}
