import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

@Suite("Phases of a layer")
struct PhaseAccountTests {
  @Test("on MAERI both engines state the same phases, which add up to the cycles")
  func dense() {
    var random = SplitMix64(seed: 0x7068_6173)
    var accepted = 0
    while accepted < 100 {
      let trial = DenseTrial(using: &random)
      guard trial.isLegal, case .success(let fast) = trial.run(.fast, nil),
        case .success(let stepped) = trial.run(.stepped, nil)
      else { continue }
      accepted += 1
      expectEqualPhases(fast, stepped, on: .maeriDense, "\(trial)")
    }
  }

  @Test("on SIGMA and MAGMA both engines state the same phases, which add up to the cycles")
  func sparse() {
    var random = SplitMix64(seed: 0x7068_6174)
    var accepted = 0
    for number in 0..<400 where accepted < 80 {
      let trial =
        number.isMultiple(of: 2) ? SparseTrial(sparseGEMMUsing: &random) : SparseTrial(sparseDenseUsing: &random)
      guard let fast = try? trial.run(.fast), let stepped = try? trial.run(.stepped) else { continue }
      accepted += 1
      expectEqualPhases(fast, stepped, on: trial.hardware.controller, "\(trial)")
    }
    #expect(accepted == 80)
  }

  @Test("on the mesh both engines state the same phases, which add up to the cycles, and nothing is stationary")
  func mesh() throws {
    var random = SplitMix64(seed: 0x7068_6175)
    for _ in 0..<60 {
      let trial = MeshTrial(using: &random)
      let fast = try trial.run(.fast)
      expectEqualPhases(fast, try trial.run(.stepped), on: .tpuDense, "\(trial)")
      #expect(PhaseAccount(fast.statistics, on: .tpuDense).fill == 0)
    }
  }

  @Test("a product of one element is configured in one cycle, fed in K, and drained in three")
  func singleElement() throws {
    let hardware = HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, rows: 1, columns: 1,
      reduceNetwork: .temporal, distributionBandwidth: 2, collectionBandwidth: 1)
    let layer = Layer.denseGEMM(MatrixShape(m: 1, n: 1, k: 20))
    let result = try simulate(layer, on: hardware, tile: Tile(m: 1, n: 1, k: 1))
    let phases = PhaseAccount(result.statistics, on: .tpuDense)
    #expect(phases.configuration == 1)
    #expect(phases.steady == 20)
    #expect(phases.drain == 3)
    #expect(phases.total == 24)
  }

  @Test("MAERI fills with the weights of a port, streams its inputs, and is bound by a bus of one line")
  func busBound() throws {
    // 16 filters of one element side by side: a packet feeds all of them, and each gives a result.
    let hardware = HardwareConfiguration(
      multipliers: 16, reduceNetwork: .temporal, distributionBandwidth: 1, collectionBandwidth: 1)
    let layer = Layer.denseGEMM(MatrixShape(m: 50, n: 16, k: 1))
    let result = try simulate(layer, on: hardware, tile: Tile(m: 1, n: 16, k: 1))
    let phases = PhaseAccount(result.statistics, on: .maeriDense)
    #expect(phases.configuration == 0)
    #expect(phases.fill == 16)
    #expect(phases.steady == 50)
    // 800 results on one line, 66 cycles of which may be hidden behind packets.
    #expect(phases.collection == 800 - 66)
    #expect(phases.total == result.cycles)
    #expect(result.statistics.busConflicts > 700)
  }

  private func expectEqualPhases(
    _ fast: LayerResult, _ stepped: LayerResult, on controller: HardwareConfiguration.Controller, _ trial: String
  ) {
    let phases = PhaseAccount(fast.statistics, on: controller)
    #expect(phases == PhaseAccount(stepped.statistics, on: controller), "\(trial)")
    #expect(fast.statistics.busConflicts == stepped.statistics.busConflicts, "\(trial)")
    #expect(phases.total == stepped.cycles, "\(trial)")
    let parts = [
      phases.configuration, phases.fill, phases.steady, phases.partialSums, phases.collection, phases.drain,
    ]
    #expect(parts.allSatisfy { $0 >= 0 }, "\(trial): \(phases)")
  }
}
