import Hardware

/// What a sweep can vary, by the names that its file and its table use.
package enum SweepAxis: String, Hashable, Sendable, CaseIterable {
  case model, hardware
  // Settings of the hardware file that are replaced.
  case multipliers = "ms_size"
  /// Rows and columns together: `16x16`.
  case mesh
  case rows = "ms_rows"
  case columns = "ms_cols"
  case multiplierNetwork = "multiplier_network"
  case reduceNetwork = "reduce_network"
  case accumulationBuffer = "accumulation_buffer_enabled"
  case distributionBandwidth = "dn_bw"
  case collectionBandwidth = "rn_bw"
  case controller = "controller_type"
  // How layers are run.
  case sparsity, prune
  case sparsityMap = "sparsity_map"
  case mapper, target, tiles, optimize
  case energyTable = "energy_table"
  case inputs, seed

  /// The axis of a key: its own name, or the full name that STONNE's hardware files have for it
  /// (`"MSNetwork.ms_size"`).
  static func named(_ key: String) -> SweepAxis? {
    SweepAxis(rawValue: key) ?? HardwareSetting(rawValue: key).map(SweepAxis.init)
  }

  private init(_ setting: HardwareSetting) {
    switch setting {
    case .multipliers: self = .multipliers
    case .rows: self = .rows
    case .columns: self = .columns
    case .multiplierNetwork: self = .multiplierNetwork
    case .reduceNetwork: self = .reduceNetwork
    case .accumulationBuffer: self = .accumulationBuffer
    case .distributionBandwidth: self = .distributionBandwidth
    case .collectionBandwidth: self = .collectionBandwidth
    case .controller: self = .controller
    }
  }

  /// The settings that its values replace, of which a point has one each.
  var settings: [SweepAxis] { self == .mesh ? [.rows, .columns] : [self] }

  /// Whether its values are names of files or folders.
  var isPath: Bool {
    switch self {
    case .model, .hardware, .sparsityMap, .tiles, .energyTable, .inputs: true
    default: false
    }
  }
}
