import CycleSimulator
import Hardware
import Mapping
import Workload

/// The area of machines, known before any network runs: it follows from how many components a machine has, which the
/// smallest layer tells.
struct MachineArea {
  private var known: [String: Double] = [:]

  /// - Parameter hardware: a legal machine.
  /// - Returns: `nil` where the machine runs not even the smallest layer.
  mutating func area(of hardware: HardwareConfiguration, _ table: EnergyTable, named tableName: String) -> Double?
  {
    let key = "\(hardware.text); \(tableName)"
    if let area = known[key] { return area }
    guard let activity = try? Self.activity(of: hardware),
      let report = try? EnergyReport(activity, cycles: 0, table: table)
    else { return nil }
    known[key] = report.totals.area
    return report.totals.area
  }

  private static func activity(of hardware: HardwareConfiguration) throws -> [ComponentActivity] {
    let shape = MatrixShape(m: 4, n: 4, k: 4)
    let layer: Layer =
      switch hardware.controller {
      case .maeriDense, .tpuDense: .denseGEMM(shape)
      case .sigmaSparseGEMM: .sparseGEMM(shape, SparseGEMMOptions(dataflow: .leftStationary))
      case .magmaSparseDense: .sparseDense(shape)
      }
    let tile = try MapperChoice(on: hardware).tile(for: layer)?.tile
    return try simulate(layer, on: hardware, tile: tile).statistics.activity
  }
}
