import Foundation
import ModelRunner
import Reports
import TestSupport
import Testing

@Suite("Comparison of machines")
struct MachineComparisonTests {
  private static let machines = ["sigma_128mses_64_bw", "maeri_256mses_128_bw", "tpu_16_16_pes"]

  private func documents(on machines: [String] = machines) throws -> [RunDocument] {
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = machines.map { "\(repositoryRoot.path)/simulation_files/\($0).cfg" }
    return try request.prepare().run().map { RunDocument($0, withTimings: false) }
  }

  @Test("names, for every layer, the machine of fewest cycles and the one of least energy")
  func layers() throws {
    let runs = try documents()
    let comparison = try #require(MachineComparison(runs))
    #expect(comparison.layers.map(\.name) == ["conv1", "conv2", "fc1", "fc2", "fc3"])
    for layer in comparison.layers {
      let rows = runs.map { $0.layers[layer.index] }
      #expect(layer.cycles.values == rows.map(\.cycles))
      let best = try #require(runs.first { $0.hardware?.path == layer.cycles.best })
      #expect(best.layers[layer.index].cycles == rows.map(\.cycles).min())
      let thrifty = try #require(runs.first { $0.hardware?.path == layer.energy.best })
      #expect(thrifty.layers[layer.index].energy?.total == rows.compactMap(\.energy?.total).min())
    }
    #expect(comparison.totals.cycles.values == runs.map(\.totals.cycles))
    #expect(comparison.totals.cyclesOfBest <= runs.map(\.totals.cycles).min() ?? 0)
  }

  @Test("of equal machines the first is best, and one machine is not compared")
  func equals() throws {
    let twice = try documents(on: ["tpu_16_16_pes", "tpu_16_16_pes"])
    let comparison = try #require(MachineComparison(twice))
    #expect(comparison.layers.allSatisfy { $0.cycles.best == comparison.machines[0] })
    #expect(MachineComparison(Array(twice.prefix(1))) == nil)
    var partial = twice
    partial[1].partial = true
    #expect(MachineComparison(partial) == nil)
    var shorter = twice
    shorter[1].layers.removeLast()
    #expect(MachineComparison(shorter) == nil)
  }

  @Test("a layer that a machine leaves to the CPU is best elsewhere")
  func processor() throws {
    var runs = try documents(on: ["tpu_16_16_pes", "maeri_256mses_128_bw"])
    runs[0].layers[0].device = "cpu"
    let comparison = try #require(MachineComparison(runs))
    #expect(comparison.layers[0].cycles.values[0] == nil)
    #expect(comparison.layers[0].cycles.best == comparison.machines[1])
    #expect(MachineComparisonTable(comparison).text(width: nil).contains("CPU"))
  }
}
