import CycleSimulator
import Hardware
import Workload

/// The two files that STONNE writes for a layer, equal to its own byte for byte.
package struct StonneFiles: Sendable {
  package var hardware: HardwareConfiguration
  package var layer: Layer
  /// Absent where the controller needs none (SparseGEMM) or prints none (SparseDense).
  package var tile: Tile?
  package var statistics: FabricStatistics

  package init(
    hardware: HardwareConfiguration, layer: Layer, tile: Tile?, statistics: FabricStatistics
  ) {
    self.hardware = hardware
    self.layer = layer
    self.tile = tile
    self.statistics = statistics
  }

  /// The files' common name without extension, as STONNE forms it (there is no `_` before `timestamp`).
  /// - Parameter timestamp: Unix time in seconds.
  package func name(layerName: String, timestamp: Int) -> String {
    "output_stats_layer_\(layerName)_architecture_MSes_\(hardware.multipliers)"
      + "_dnbw_\(hardware.distributionBandwidth)_rn_bw_\(hardware.collectionBandwidth)timestamp_\(timestamp)"
  }
}
