/// One of the equal parts of a sweep: `2/8`.
package struct SweepShard: Hashable, Sendable {
  /// From 1.
  package let index: Int
  package let count: Int

  package init(index: Int, count: Int) {
    precondition(index >= 1 && index <= count, "a shard is one of its count")
    self.index = index
    self.count = count
  }

  /// - Returns: `nil` for text that is no `i/N` with 1 <= i <= N <= 10,000.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], (1...10_000).contains(count),
      (1...count).contains(index)
    else { return nil }
    self.init(index: index, count: count)
  }

  /// As its files are called: `shard-2-of-8`.
  package var name: String { "shard-\(index)-of-\(count)" }
}

extension SweepPoints {
  /// The points of one shard.
  package func points(of shard: SweepShard) -> [SweepPoint] {
    shards(shard.count, PointEstimates(self))[shard.index - 1]
  }

  /// A point by its number.
  /// - Throws: ``SweepError/noPoint(number:count:file:)``.
  package func point(_ number: Int, in specification: SweepSpecification) throws(SweepError) -> SweepPoint {
    guard (1...points.count).contains(number) else {
      throw .noPoint(number: number, count: points.count, file: specification.file)
    }
    return points[number - 1]
  }

  /// The points of each shard, by estimated time: the longest first, each to the shard that has least to do.
  ///
  /// It follows from the points alone, so that every shard, wherever it runs, finds the same. Points with equal
  /// results stay together.
  func shards(_ count: Int, _ estimates: PointEstimates) -> [[SweepPoint]] {
    let groups = Dictionary(grouping: points, by: \.content).values.sorted { left, right in
      let (first, second) = (estimates.seconds(of: left[0]), estimates.seconds(of: right[0]))
      return (second, left[0].number) < (first, right[0].number)
    }
    var shards = [[SweepPoint]](repeating: [], count: count)
    var loads = [Double](repeating: 0, count: count)
    for group in groups {
      let least = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
      shards[least] += group
      loads[least] += estimates.seconds(of: group[0])
    }
    return shards.map { $0.sorted { $0.number < $1.number } }
  }
}
