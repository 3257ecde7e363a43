/// The settings that decide what is built, by their names in STONNE's `.cfg` files.
package enum HardwareSetting: String, Hashable, Sendable, CaseIterable {
  case multipliers = "MSNetwork.ms_size"
  case rows = "MSNetwork.ms_rows"
  case columns = "MSNetwork.ms_cols"
  case multiplierNetwork = "MSNetwork.type"
  case reduceNetwork = "ReduceNetwork.type"
  case accumulationBuffer = "ReduceNetwork.accumulation_buffer_enabled"
  case distributionBandwidth = "SDMemory.dn_bw"
  case collectionBandwidth = "SDMemory.rn_bw"
  case controller = "SDMemory.controller_type"

  /// The flag of STONNE's command line that sets it: `num_ms` without its dash.
  package var flag: String {
    switch self {
    case .multipliers: "num_ms"
    case .rows: "ms_rows"
    case .columns: "ms_cols"
    case .multiplierNetwork: "mn_type"
    case .reduceNetwork: "rn_type"
    case .accumulationBuffer: "accumulation_buffer"
    case .distributionBandwidth: "dn_bw"
    case .collectionBandwidth: "rn_bw"
    case .controller: "mem_ctrl"
    }
  }
}
