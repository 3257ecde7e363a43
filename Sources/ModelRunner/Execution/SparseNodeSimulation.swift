import CycleSimulator
import Lowering
import ReferenceOperators
import Sparsity
import Synchronization
import Tensors

/// Simulates the runs behind a node on a sparse machine: many runs one a thread, few ones with the threads inside of
/// each.
struct SparseNodeSimulation {
  let bound: BoundNode
  let runs: any SparseLayerRuns
  /// The vectors that each run keeps; none where they are compressed only now.
  let kept: [CompressedSparseRows]
  /// What is below it counts as zero in them then.
  let weightBound: MagnitudeBound
  let threads: Int
  let isInterrupted: @Sendable () -> Bool

  /// - Throws: `CancellationError`, `SimulationError`: that of the first run that fails.
  func output() throws -> Tensor {
    let failure = Mutex<(run: Int, error: any Error)?>(nil)
    let count = bound.node.runs
    let isSplitByRun = count >= 2 * threads
    let innerThreads = isSplitByRun ? 1 : threads
    var output = bound.makeOutput()
    output.storeRuns { compute in
      func simulate(_ run: Int) {
        if failure.withLock({ $0 != nil && ($0?.run ?? 0) < run }) { return }
        do {
          if isInterrupted() { throw CancellationError() }
          try self.simulate(run, threads: innerThreads, compute)
        } catch {
          failure.withLock { if run < $0?.run ?? .max { $0 = (run, error) } }
        }
      }
      if isSplitByRun {
        concurrently(count, threads: threads, simulate)
      } else {
        (0..<count).forEach(simulate)
      }
    }
    if let error = failure.withLock({ $0?.error }) { throw error }
    return output.tensor()
  }

  private func simulate(
    _ run: Int, threads: Int, _ compute: (_ run: Int, _ write: (UnsafeMutablePointer<Float>) -> Void) -> Void
  ) throws {
    let workers = threads == 1 ? .caller : Workers(threads: threads)
    let operands = bound.sparseOperands(
      ofRun: run, kept: kept.isEmpty ? nil : kept[run], bound: weightBound, workers: workers)
    guard let operands else {
      preconditionFailure("a sparse layer has sparse operands")
    }
    var result: Result<Void, any Error> = .success(())
    compute(run) { outputs in
      result = Result {
        try runs.run(run, operands, outputs: outputs, workers: workers)
      }
    }
    try result.get()
  }
}
