/// What a tile generator optimises for (STONNE, `generate_tile`).
package enum TileTarget: String, Hashable, Sendable, CaseIterable {
  case performance
  case energy
  case energyEfficiency = "energy_efficiency"

  /// The names that STONNE takes, in any case, `none` aside: `performance` or `1`, ...
  package init?(stonneText text: String) {
    switch text.lowercased() {
    case "performance", "1": self = .performance
    case "energy", "2": self = .energy
    case "energy_efficiency", "3": self = .energyEfficiency
    default: return nil
    }
  }
}
