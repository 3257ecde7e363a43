import Workload

extension TileTarget {
  /// What is to be small: cycles, energy, or their product.
  package func cost(cycles: Int, energy: Double) -> Double {
    switch self {
    case .performance: Double(cycles)
    case .energy: energy
    case .energyEfficiency: Double(cycles) * energy
    }
  }
}
