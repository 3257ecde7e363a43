import CycleSimulator
import Hardware
import Mapping
import Reports
import Sparsity
import StonneFlags
import Workload

/// One layer as STONNE's command line runs it: operands made up, tile checked or generated.
package struct StonneRun {
  package let settings: StonneSettings
  package let operands: LayerOperands
  /// How the tile was generated; `nil` where the flags' tile counts.
  package let choice: TileChoice?
  /// `nil` for a SparseGEMM.
  package let tile: Tile?

  package var layer: Layer { settings.layer }

  /// - Throws: ``CommandError``, `HardwareError`, `MappingError` where layer, machine and tile do not go
  ///   together.
  package init(_ settings: StonneSettings) throws {
    self.settings = settings
    let layer = settings.layer
    if let reason = layer.fault { throw CommandError.layer(layer, reason: reason) }
    if let violation = HardwareLegality.violation(of: settings.hardware) {
      throw HardwareError.illegalHardware(violation, place: "flag -\(violation.setting.flag)")
    }
    try MemoryNeed.require(for: layer)
    operands = settings.operands
    let longestRow = Self.longestRow(layer, operands)
    choice = try settings.target.flatMap { target in
      try MapperChoice(on: settings.hardware, asksGeneratorsForMesh: true).tile(
        for: layer, by: settings.generator, target: target, sparsity: settings.sparsity,
        longestRow: longestRow)
    }
    if case .sparseGEMM = layer { tile = nil } else { tile = choice?.tile ?? settings.tile }
    if let tile {
      let violation = TileLegality.violation(of: tile, for: layer, on: settings.hardware, longestRow: longestRow)
      if let violation { throw HardwareError.illegalTile(violation.inFlags, place: "the command line") }
    }
  }

  /// - Throws: `SimulationError` where the controller does not run the operation, or the machine itself fails.
  package func simulated() throws(SimulationError) -> LayerResult {
    var result = try simulate(
      layer, operands: operands, on: settings.hardware, tile: tile, engine: settings.engine)
    // STONNE loads the flags' tile before the generated one, and counts both.
    if settings.operation == .sparseDense, choice != nil { result.statistics.memory.reconfigurations += 1 }
    return result
  }

  /// What the generator of the tile has to say; STONNE writes it into the current folder.
  package var mapperReport: MapperReport? {
    guard let choice, let target = settings.target else { return nil }
    return MapperReport(
      on: layer, by: choice.method, target: target, on: settings.hardware, sparsity: settings.sparsity)
  }

  private static func longestRow(_ layer: Layer, _ operands: LayerOperands) -> Int? {
    guard case .sparseDense(let shape) = layer else { return nil }
    let pointers = CompressedSparseRows(dense: operands.left, rows: shape.m, columns: shape.k).rowPointers
    return zip(pointers, pointers.dropFirst()).map { $1 - $0 }.max()
  }
}
