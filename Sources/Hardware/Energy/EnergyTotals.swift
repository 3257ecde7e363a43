/// Energy and area of an accelerator, or of a part of it, over a run; in the units of its ``EnergyTable``.
package struct EnergyTotals: Hashable, Sendable {
  /// What stands there whether used or not, over all cycles.
  package var staticEnergy = 0.0
  /// What the operations took.
  package var dynamicEnergy = 0.0
  package var area = 0.0

  package init() {}

  package var energy: Double { dynamicEnergy + staticEnergy }
}
