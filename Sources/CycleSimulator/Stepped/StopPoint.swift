/// Where a simulation that takes long can be given up: every 256 cycles, seldom enough to cost nothing.
/// - Throws: ``SimulationError/stopped(cycle:)``.
@inline(__always)
func stopPoint(_ cycle: Int, _ isStopped: () -> Bool) throws(SimulationError) {
  guard cycle & 0xFF == 0, isStopped() else { return }
  throw .stopped(cycle: cycle)
}
