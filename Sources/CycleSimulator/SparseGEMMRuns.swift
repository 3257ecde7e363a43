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
  private let timing: Mutex<SparseGEMMTiming>

  init(_ shape: MatrixShape, _ options: SparseGEMMOptions, on hardware: HardwareConfiguration) {
    self.shape = shape
    self.options = options
    self.hardware = hardware
    let streams = options.dataflow == .leftStationary ? shape.n : shape.m
    timing = Mutex(SparseGEMMTiming(streams: streams, on: hardware))
  }

  func run(
    _ run: Int, _ operands: SparseOperands, outputs: UnsafeMutablePointer<Float>?, workers: Workers
  ) throws(SimulationError) {
    let plan = SparseGEMMPlan(shape, options, kept: operands.kept, on: hardware)
    let product = operands.streamed.map { StationaryProduct(plan, $0, on: hardware) }
    let ranges = product?.parts(workers.parts) ?? []
    var result: Result<Void, SimulationError> = .success(())
    workers.perform(1 + ranges.count) { task in
      if task > 0 {
        if let outputs { product?.compute(rounds: ranges[task - 1], outputs: outputs) }
      } else {
        let ones = operands.streamed?.ones() ?? Array(repeating: plan.streams, count: shape.k)
        result = Result { () throws(SimulationError) in
          try timing.withLock { (timing) throws(SimulationError) in try timing.add(run, plan, ones: ones) }
        }
      }
    }
    try result.get()
  }

  func statistics() -> FabricStatistics { timing.withLock { $0.statistics(options.dataflow) } }
}
