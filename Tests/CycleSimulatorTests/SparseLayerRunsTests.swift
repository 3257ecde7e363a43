import CycleSimulator
import Hardware
import Sparsity
import Tensors
import Testing
import Workload

@Suite struct SparseLayerRunsTests {
  private let layers: [(Layer, HardwareConfiguration, Tile?)] = {
    let shape = MatrixShape(m: 7, n: 9, k: 40)
    func machine(_ controller: HardwareConfiguration.Controller, buffer: Int) -> HardwareConfiguration {
      HardwareConfiguration(
        controller: controller, multipliers: 32, accumulationBuffer: buffer, distributionBandwidth: 8,
        collectionBandwidth: 4)
    }
    return [
      (
        .sparseGEMM(shape, SparseGEMMOptions(dataflow: .leftStationary)), machine(.sigmaSparseGEMM, buffer: 0), nil
      ),
      (.sparseDense(shape), machine(.magmaSparseDense, buffer: 1), Tile(m: 1, n: 3, k: 8)),
    ]
  }()

  private func operands(_ random: inout SplitMix64, density: Float) -> (kept: [Float], streamed: [Float]) {
    func sparse(_ count: Int) -> [Float] {
      (0..<count).map { _ in random.nextUnit() < density ? random.nextUnit() - 0.5 : 0 }
    }
    return (sparse(7 * 40), sparse(40 * 9))
  }

  @Test(
    "runs together count and compute what they do one by one, in any order, in any parts, and timed ahead or not",
    arguments: [[], [3, 0], [0, 1, 2, 3]])
  func together(ahead: [Int]) throws {
    var random = SplitMix64(seed: 61)
    for (layer, hardware, tile) in layers {
      let samples = [0.1, 0.5, 0.9, 1].map { operands(&random, density: $0) }
      var total: FabricStatistics?
      var expected: [[Float]] = []
      for sample in samples {
        let result = try simulate(
          layer, operands: LayerOperands(left: sample.kept, right: sample.streamed), on: hardware, tile: tile)
        expected.append(result.outputs)
        if total == nil { total = result.statistics } else { total?.add(result.statistics) }
      }
      let runs = try #require(try sparseRuns(of: layer, on: hardware, tile: tile))
      let minimum = tile == nil ? VectorBitmap.minimumOnes : 1
      let vectors = samples.map {
        CompressedSparseRows(dense: $0.kept, rows: 7, columns: 40, minimumElements: minimum)
      }
      for run in ahead { try runs.time(run, kept: vectors[run]) }
      if ahead.count == samples.count { runs.settle() }
      for (run, threads) in [(2, 1), (0, 3), (3, 25), (1, 2)] {
        let kept = vectors[run]
        let streamed = StreamedMatrix(positions: 40, vectors: 9) { rows, stride in
          for (index, value) in samples[run].streamed.enumerated() { rows[index / 9 * stride + index % 9] = value }
        }
        var outputs = [Float](repeating: .nan, count: 63)
        let workers = Workers(count: threads) { count, body in
          for task in (0..<count).reversed() { body(task) }
        }
        try outputs.withUnsafeMutableBufferPointer { outputs in
          try runs.run(
            run, SparseOperands(kept: kept, streamed: streamed), outputs: outputs.baseAddress, workers: workers)
        }
        #expect(outputs.map(\.bitPattern) == expected[run].map(\.bitPattern), "\(layer), run \(run)")
      }
      #expect(runs.statistics() == total, "\(layer)")
    }
  }

  @Test("a row that the tile cannot hold is refused when it comes")
  func longRow() throws {
    let hardware = HardwareConfiguration(controller: .magmaSparseDense, multipliers: 16, accumulationBuffer: 0)
    let layer = Layer.sparseDense(MatrixShape(m: 1, n: 2, k: 8))
    let runs = try #require(try sparseRuns(of: layer, on: hardware, tile: Tile(m: 1, n: 2, k: 4)))
    let operands = SparseOperands(kept: CompressedSparseRows(elements: [5], columns: 8), streamed: nil)
    #expect(throws: SimulationError.self) { try runs.run(0, operands, outputs: nil, workers: .caller) }
  }

  @Test("a machine without the layer's operation is refused")
  func otherMachine() {
    let hardware = HardwareConfiguration(controller: .sigmaSparseGEMM)
    #expect(throws: SimulationError.self) {
      try sparseRuns(of: .sparseDense(MatrixShape(m: 1, n: 1, k: 3)), on: hardware, tile: Tile())
    }
  }
}
