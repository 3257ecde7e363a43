import CycleSimulator
import Lowering
import ReferenceOperators
import Sparsity
import Synchronization
import Tensors

/// Layers of a sparse machine whose kept vectors are weights: all of them are timed when the first one runs, several
/// nodes at a time, since nothing of that waits for activations.
struct TimedWeights: Sendable {
  /// A node whose runs are timed.
  struct TimedNode: Sendable {
    let runs: any SparseLayerRuns
    /// The compressed weights of each run; none where memory is not to be spent on them until the node runs.
    let kept: [CompressedSparseRows]
    /// What timing took.
    let seconds: Double
  }

  /// A node that can be timed.
  struct Candidate: Sendable {
    let index: Int
    let lowered: LoweredNode
    let weight: Tensor
    /// What is below it counts as zero in the weight.
    let bound: MagnitudeBound
    let runs: any SparseLayerRuns
  }

  /// Bytes of compressed weights that are kept for the run.
  private static let keptBytes = 256 << 20

  private var nodes: [Int: TimedNode]

  /// Times the nodes, the largest first, so that no thread is left with a large one at the end.
  ///
  /// What cannot be timed is left out: it fails where it is run.
  init(_ candidates: [Candidate], threads: Int, isInterrupted: @Sendable () -> Bool) {
    let order = candidates.sorted { ($0.lowered.macs, $1.index) > ($1.lowered.macs, $0.index) }
    let rest = Atomic(Self.keptBytes)
    let timed = concurrentMap(order.count, threads: threads) { (place: Int) throws(Never) -> TimedNode? in
      TimedNode(order[place], rest: rest, isInterrupted)
    }
    nodes = Dictionary(
      zip(order, timed).compactMap { candidate, node in node.map { (candidate.index, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// A node's runs, for whoever runs it: they take memory no longer than that.
  mutating func take(_ index: Int) -> TimedNode? { nodes.removeValue(forKey: index) }
}

extension TimedWeights.TimedNode {
  /// - Parameter rest: bytes of compressed weights that may still be kept.
  fileprivate init?(
    _ candidate: TimedWeights.Candidate, rest: borrowing Atomic<Int>, _ isInterrupted: () -> Bool
  ) {
    let clock = ContinuousClock()
    let start = clock.now
    let weight = MagnitudeCut(values: candidate.weight.widened(), bound: candidate.bound)
    var kept: [CompressedSparseRows] = []
    for run in 0..<candidate.lowered.runs {
      guard !isInterrupted(), let vectors = candidate.lowered.keptVectors(ofRun: run, weight: weight),
        (try? candidate.runs.time(run, kept: vectors)) != nil
      else { return nil }
      if rest.subtract(vectors.byteCount, ordering: .relaxed).newValue >= 0 {
        kept.append(vectors)
      } else {
        rest.add(vectors.byteCount, ordering: .relaxed)
      }
    }
    candidate.runs.settle()
    runs = candidate.runs
    self.kept = kept.count == candidate.lowered.runs ? kept : []
    seconds = start.duration(to: clock.now).seconds
  }
}

extension CompressedSparseRows {
  fileprivate var byteCount: Int {
    values.count * (MemoryLayout<Float>.stride + MemoryLayout<Int32>.stride) + rows * MemoryLayout<Int>.stride
  }
}
