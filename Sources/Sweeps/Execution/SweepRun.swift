import Diagnostics
import Dispatch
import Mapping
import ModelRunner
import Reports
import Synchronization

/// Runs the points of a sweep, or of a shard of it, that are not in its database yet, on this machine.
package struct SweepRun: Sendable {
  /// What a run may use.
  package struct Limits: Sendable {
    /// Points that run at a time.
    package var jobs: Int
    /// Threads of all of them together.
    package var threads: Int
    /// Bytes that one point's values may take, and all of them by estimate.
    package var memory: Int

    package init(jobs: Int, threads: Int, memory: Int) {
      self.jobs = jobs
      self.threads = threads
      self.memory = memory
    }
  }

  private let specification: SweepSpecification
  private let points: [SweepPoint]
  private let columns: [SweepAxis]
  private let store: SweepStore
  private let mappings: MappingCache
  private let limits: Limits

  /// - Parameters:
  ///   - points: those of the sweep, or of a shard.
  ///   - mappings: the best tiles that are known, and are kept from now on.
  package init(
    _ specification: SweepSpecification, _ points: [SweepPoint], in store: SweepStore, mappings: MappingCache,
    limits: Limits
  ) {
    self.specification = specification
    self.points = points
    columns = specification.columns
    self.store = store
    self.mappings = mappings
    self.limits = limits
  }

  /// What threads do together.
  private struct Progress {
    var next = 0
    var done: Int
    var fault: (any Error)?

    mutating func takeNext(of groups: [[SweepPoint]]) -> [SweepPoint]? {
      guard next < groups.count else { return nil }
      defer { next += 1 }
      return groups[next]
    }
  }

  /// Runs what is missing; each point is in the database before the next one starts on its thread.
  /// - Parameter isInterrupted: once true, points that are under way are given up and what is finished is kept.
  /// - Throws: `MachineFault` where the machine fails; the rows that were written before stand.
  package func run(observer: (any SweepObserver)?, isInterrupted: @escaping @Sendable () -> Bool) throws {
    let groups = try missingGroups()
    let progress = Mutex(Progress(done: points.count - groups.reduce(0) { $0 + $1.count }))
    let stops: @Sendable () -> Bool = { isInterrupted() || progress.withLock { $0.fault != nil } }
    let prices = KeptPrices(store)
    let runner = PointRunner(
      specification: specification, columns: columns, store: store, prices: prices,
      networks: SharedNetworks(jobs: limits.jobs), accuracies: OnceCache(), searches: mappings.memory,
      threads: max(1, limits.threads / limits.jobs), memoryLimit: limits.memory, isInterrupted: stops)
    let gate = MemoryGate(limit: limits.memory)
    DispatchQueue.concurrentPerform(iterations: min(limits.jobs, max(groups.count, 1))) { _ in
      while !stops(), let group = progress.withLock({ $0.takeNext(of: groups) }) {
        do {
          let record = try gate.run(holding: Self.bytes(for: group[0])) { try runner.record(of: group[0]) }
          guard let record else { return }
          let records = group.map { record.named($0.name(columns)) }
          try store.keep(records, prices: prices.takeFresh())
          if group[0].request.mapper == .optimal { try mappings.write() }
          for (point, record) in zip(group, records) {
            let done = progress.withLock { progress in
              progress.done += 1
              return progress.done
            }
            observer?.pointDidEnd(point, record, done: done, of: points.count)
          }
        } catch {
          progress.withLock { $0.fault = $0.fault ?? error }
        }
      }
    }
    if let fault = progress.withLock({ $0.fault }) { throw fault }
  }

  /// The points that are not in the database, those with equal results together; rows that follow from others' are
  /// written at once.
  private func missingGroups() throws -> [[SweepPoint]] {
    let records = try store.records()
    let byContent = Dictionary(records.values.map { ($0.content, $0) }, uniquingKeysWith: { first, _ in first })
    var known: [PointRecord] = []
    var missing: [SweepPoint] = []
    for point in points where records[point.name(columns)]?.content != point.content {
      if let record = byContent[point.content] {
        known.append(record.named(point.name(columns)))
      } else {
        missing.append(point)
      }
    }
    if !known.isEmpty { try store.keep(known) }
    // Points of one network follow each other, so that it is read and pruned once.
    return Dictionary(grouping: missing, by: \.content).values.sorted { left, right in
      let (first, second) = (left[0], right[0])
      let keys = (SharedNetworks.key(first), SharedNetworks.key(second))
      if keys.0 != keys.1 { return keys.0 < keys.1 }
      let prunings = (SharedNetworks.pruningKey(first), SharedNetworks.pruningKey(second))
      return prunings.0 != prunings.1 ? prunings.0 < prunings.1 : first.number < second.number
    }
  }

  /// What a point takes at most, roughly: its weights, pruned and laid out, and values.
  private static func bytes(for point: SweepPoint) -> Int {
    64 << 20 + 3 * FileSize.bytes(of: point.request.modelPath)
  }
}

extension PointRecord {
  /// The same results for another point, which took no time.
  func named(_ name: String) -> PointRecord {
    guard name != point else { return self }
    var record = self
    record.point = name
    record.wallSeconds = 0
    return record
  }
}
