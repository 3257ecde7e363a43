/// What no run stays below.
package struct CostBound: BitwiseCopyable, Sendable {
  package var cycles: Int
  /// Without the static energy, which goes with the cycles; in the unit of the energy table.
  package var dynamicEnergy: Double

  /// Of a tile that cannot run.
  static let impossible = CostBound(cycles: .max, dynamicEnergy: .infinity)

  package init(cycles: Int, dynamicEnergy: Double) {
    self.cycles = cycles
    self.dynamicEnergy = dynamicEnergy
  }
}
