import Hardware
import Sparsity
import Synchronization
import Tensors
import Workload

/// Runs of a SparseGEMM on SIGMA by the fast engine.
final class SparseGEMMRuns: SparseLayerRuns {
  private let shape: MatrixShape
  private let options: SparseGEMMOptions
  private let hardware: HardwareConfiguration
  private let trees: VirtualNeuronTrees
  private let timing: LayerTiming<SparseGEMMTiming>
  private let streamed: Mutex<StreamedElements>
  private let timedAhead = Mutex<Set<Int>>([])

  /// - Parameter trees: those of the machine, where several layers share them.
  init(
    _ shape: MatrixShape, _ options: SparseGEMMOptions, on hardware: HardwareConfiguration,
    trees: VirtualNeuronTrees? = nil
  ) {
    let trees = trees ?? VirtualNeuronTrees(AdderTreeTopology(leaves: hardware.multipliers))
    self.trees = trees
    self.shape = shape
    self.options = options
    self.hardware = hardware
    let streams = options.dataflow == .leftStationary ? shape.n : shape.m
    timing = LayerTiming(SparseGEMMTiming(streams: streams, on: hardware, trees: trees)) {
      $0.statistics(options.dataflow)
    }
    streamed = Mutex(StreamedElements(count: streams * shape.k))
  }

  func time(_ run: Int, kept: CompressedSparseRows) throws(SimulationError) {
    try add(run, SparseGEMMPlan(shape, options, kept: kept, on: hardware))
    timedAhead.withLock { _ = $0.insert(run) }
  }

  private func add(_ run: Int, _ plan: SparseGEMMPlan) throws(SimulationError) {
    try timing.add { (timing) throws(SimulationError) in try timing.add(run, plan) }
  }

  func run(
    _ run: Int, _ operands: SparseOperands, outputs: UnsafeMutablePointer<Float>?, workers: Workers
  ) throws(SimulationError) {
    let plan = SparseGEMMPlan(shape, options, kept: operands.kept, on: hardware)
    let product = operands.streamed.map { StationaryProduct(plan, $0, trees) }
    let ranges = product?.parts(workers.parts) ?? []
    let isTimed = timedAhead.withLock { $0.contains(run) }
    var result: Result<Void, SimulationError> = .success(())
    workers.perform(1 + ranges.count) { task in
      if task > 0 {
        if let outputs { product?.compute(rounds: ranges[task - 1], outputs: outputs) }
      } else {
        let ones = operands.streamed?.ones() ?? Array(repeating: plan.streams, count: shape.k)
        streamed.withLock { $0.add(run, plan, ones: ones) }
        if !isTimed { result = Result { () throws(SimulationError) in try add(run, plan) } }
      }
    }
    try result.get()
  }

  func settle() { timing.settle() }

  func statistics() -> FabricStatistics {
    var statistics = timing.counters
    streamed.withLock { $0.count(in: &statistics.memory) }
    return statistics
  }
}
