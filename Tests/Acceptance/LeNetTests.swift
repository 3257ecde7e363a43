import Foundation
import Testing

@Suite("The LeNet that ships")
struct LeNetTests {
  private struct Report: Decodable {
    struct Layer: Decodable {
      let name: String
      let device: String
      let cycles: Int
      let macs: Int
    }

    struct Totals: Decodable {
      let cycles: Int
      let macs: Int
    }

    struct Accuracy: Decodable {
      let top1: Double
    }

    let layers: [Layer]
    let totals: Totals
    let accuracy: Accuracy?
  }

  private func report(_ arguments: [String]) throws -> Report {
    let result = try StonneBinary.run(["run", "models/lenet5.onnx", "--format", "json", "--quiet"] + arguments)
    #expect(result.exitCode == 0, "\(result.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
  }

  @Test("the reference executor gets 978 of the 1,000 held-out digits right, as onnxruntime does")
  func accuracy() throws {
    let report = try report(["--inputs", "models/lenet5_digits.npz"])
    #expect(report.accuracy?.top1 == 0.978)
  }

  @Test("from 0 to 95 % as many digits are right as in onnxruntime on weights that numpy pruned")
  func accuracyCurve() throws {
    let result = try StonneBinary.run([
      "accuracy", "models/lenet5.onnx", "--data", "models/lenet5_digits.npz", "--quiet", "--format", "csv",
      "--sparsity", "0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,0.95",
    ])
    #expect(result.exitCode == 0, "\(result.errors)")
    let rows = result.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let correct = try #require(rows[0].firstIndex(of: "correct"))
    // Recorded by models/compare_pruning.py.
    #expect(
      rows.dropFirst().map { Int($0[correct]) } == [978, 978, 979, 979, 972, 966, 950, 686, 346, 279, 113])
  }

  @Test("its five layers run on the accelerator with the arithmetic of LeCun's table", arguments: Machines.all)
  func layers(machine: String) throws {
    let report = try report(["--hw", machine, "--check"])
    let simulated = report.layers.filter { $0.device == "accelerator" }
    #expect(simulated.map(\.name) == ["conv1", "conv2", "fc1", "fc2", "fc3"])
    #expect(simulated.map(\.macs) == [117_600, 240_000, 48_000, 10_080, 840])
    #expect(report.totals.macs == 416_520)
    #expect(report.totals.cycles == report.layers.map(\.cycles).reduce(0, +))
    #expect(simulated.allSatisfy { $0.cycles > 0 })
  }
}
