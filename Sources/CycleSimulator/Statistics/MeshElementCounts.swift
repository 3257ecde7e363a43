/// What a processing element of the output-stationary mesh counted.
package struct MeshElementCounts: Hashable, Sendable {
  package var multiplications = 0
  package var topReceived = 0
  package var leftReceived = 0
  package var bottomSent = 0
  package var rightSent = 0
  package var configurations = 0
  package var topFifo = FifoCounts()
  package var leftFifo = FifoCounts()
  package var rightFifo = FifoCounts()
  package var bottomFifo = FifoCounts()
  package var outputFifo = FifoCounts()

  package init() {}
}
