import Hardware
import ModelRunner

/// The machine of a run with every default resolved; keys as in STONNE's `.cfg` files.
package struct HardwareDocument: Codable, Sendable {
  package var path: String
  package var controller: String
  package var multiplierNetwork: String
  package var reduceNetwork: String
  /// Multipliers of the array: `ms_size`, or rows x columns of a mesh.
  package var multipliers: Int
  package var msSize: Int
  package var msRows: Int
  package var msCols: Int
  package var dnBandwidth: Int
  package var rnBandwidth: Int
  package var accumulationBuffer: Int
  /// Latencies, widths and capacities that are read and printed and have no effect, by `TABLE.key`.
  package var withoutEffect: [String: Int]?
  /// The energy table's file; `null` for STONNE's.
  @Nullable package var energyTable: String?
  /// Units that the energy table declares; `null` where it declares none, as STONNE's does.
  @Nullable package var energyUnit: String?
  @Nullable package var areaUnit: String?

  enum CodingKeys: String, CodingKey {
    case path, controller, multipliers
    case multiplierNetwork = "multiplier_network"
    case reduceNetwork = "reduce_network"
    case msSize = "ms_size"
    case msRows = "ms_rows"
    case msCols = "ms_cols"
    case dnBandwidth = "dn_bw"
    case rnBandwidth = "rn_bw"
    case accumulationBuffer = "accumulation_buffer_enabled"
    case withoutEffect = "without_effect"
    case energyTable = "energy_table"
    case energyUnit = "energy_unit"
    case areaUnit = "area_unit"
  }

  package init(_ machine: RunResult.Machine) {
    let configuration = machine.configuration
    path = machine.path
    controller = configuration.controller.rawValue
    multiplierNetwork = configuration.multiplierNetwork.rawValue
    reduceNetwork = configuration.reduceNetwork.rawValue
    multipliers = configuration.processingElements
    msSize = configuration.multipliers
    msRows = configuration.rows
    msCols = configuration.columns
    dnBandwidth = configuration.distributionBandwidth
    rnBandwidth = configuration.collectionBandwidth
    accumulationBuffer = configuration.accumulationBuffer
    withoutEffect = Dictionary(
      uniqueKeysWithValues: configuration.printedOnly.settings.map { ($0.name, $0.value) })
    energyTable = machine.energyTablePath
    energyUnit = machine.energyUnit
    areaUnit = machine.areaUnit
  }
}
