import Hardware
import Workload

/// How a tile lays its virtual neurons on the multipliers, one after the other from multiplier 0.
package struct VirtualNeurons: Hashable, Sendable {
  /// Outputs that are computed at a time.
  package let count: Int
  /// Multipliers of one virtual neuron, its forwarder included.
  package let size: Int
  /// Partial sums that make one output.
  package let folds: Int
  /// Whether the first multiplier of each forwards the partial sum of the folds before. Folds need it where no
  /// accumulation buffer and no folding tree keeps that sum (STONNE's `folding_enabled`).
  package let hasForwarder: Bool

  package init(tile: Tile, folding: Folding, on hardware: HardwareConfiguration) {
    folds = folding.folds
    hasForwarder = folds > 1 && !hardware.hasAccumulationBuffer && hardware.reduceNetwork != .foldingTree
    count = tile.virtualNeurons
    size = tile.virtualNeuronSize + (hasForwarder ? 1 : 0)
  }

  /// Multipliers in use.
  package var multipliers: Int { count * size }
  /// Multipliers of a virtual neuron that do not multiply.
  package var forwarders: Int { hasForwarder ? 1 : 0 }
}
