import CycleSimulator
import Hardware
import Reports
import TestSupport
import Testing
import Workload

extension RecordedRun {
  /// Expects that both engines gave what STONNE gave, and the right outputs.
  ///
  /// - Parameters:
  ///   - outputs: the product of the operands, in whole numbers.
  ///   - longestStepped: cycles up to which the stepped engine runs too; it takes most of the time.
  func expect(
    outputs: [Float], layer: Layer, tile: Tile?, on hardware: HardwareConfiguration,
    longestStepped: Int = .max,
    from simulate: (SimulationEngine) throws -> LayerResult
  ) throws {
    let fast = try simulate(.fast)
    #expect(fast.cycles == cycles)
    #expect(fast.outputs == outputs)
    if cycles <= longestStepped {
      let stepped = try simulate(.stepped)
      #expect(stepped.cycles == cycles)
      #expect(stepped.statistics == fast.statistics)
      #expect(stepped.outputs == outputs)
    }
    let files = StonneFiles(hardware: hardware, layer: layer, tile: tile, statistics: fast.statistics)
    #expect(SHA256.digest(of: files.counters) == counters)
    #expect(SHA256.digest(of: try CanonicalJSON.text(of: files.statisticsText)) == statistics)
  }
}
