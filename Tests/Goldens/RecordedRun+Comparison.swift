import CycleSimulator
import Hardware
import Reports
import TestSupport
import Testing
import Workload

extension RecordedRun {
  /// Expects that both engines gave what STONNE gave, and the right outputs.
  /// - Parameter outputs: the product of the operands, in whole numbers.
  func expect(
    outputs: [Float], layer: Layer, tile: Tile?, on hardware: HardwareConfiguration,
    from simulate: (SimulationEngine) throws -> LayerResult
  ) throws {
    let fast = try simulate(.fast)
    let stepped = try simulate(.stepped)
    #expect(fast.cycles == cycles)
    #expect(stepped.cycles == cycles)
    #expect(stepped.statistics == fast.statistics)
    #expect(fast.outputs == outputs)
    #expect(stepped.outputs == outputs)
    let files = StonneFiles(hardware: hardware, layer: layer, tile: tile, statistics: fast.statistics)
    #expect(SHA256.digest(of: files.counters) == counters)
    #expect(SHA256.digest(of: try CanonicalJSON.text(of: files.statisticsText)) == statistics)
  }
}
