/// What the runs of a SparseGEMM read of their streaming vectors: all that their values decide.
struct StreamedElements {
  /// Elements of a run's streaming operand, zeros included.
  private let count: Int
  private var reads = 0
  /// Those of the first run that exist.
  private var first: (run: Int, ones: Int)?

  init(count: Int) { self.count = count }

  /// Adds a run. Runs come in any order.
  /// - Parameter ones: for each position the streaming vectors with an element there.
  mutating func add(_ run: Int, _ plan: SparseGEMMPlan, ones: [Int]) {
    let all = ones.reduce(0, +)
    if run < first?.run ?? .max { first = (run, all) }
    guard plan.hasParts else {
      reads += plan.rounds.count * all
      return
    }
    var before = [0]
    before.reserveCapacity(ones.count + 1)
    for count in ones { before.append(before[before.count - 1] + count) }
    reads += plan.rounds.reduce(0) {
      $0 + before[$1.positions.upperBound] - before[$1.positions.lowerBound]
    }
  }

  /// Counts them.
  func count(in memory: inout MemoryStatistics) {
    memory.inputReads = reads
    memory.streamingSparsity = sparsityPercent(elements: count, existing: first?.ones ?? 0)
  }
}
