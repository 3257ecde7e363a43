/// The points that no other one beats: none is at least as good in every respect and better in one.
package struct ParetoFront {
  /// Indices into the points, in ascending order.
  package let members: [Int]

  /// - Parameter points: of each what is to be small, in the same order; a point with `nil` takes no part.
  package init(_ points: [[Double]?]) {
    // A point can be beaten only by one that comes before it in lexical order.
    let order = points.indices.filter { points[$0] != nil }.sorted { left, right in
      let (first, second) = (points[left] ?? [], points[right] ?? [])
      return first == second ? left < right : first.lexicographicallyPrecedes(second)
    }
    var front: [Int] = []
    for index in order {
      guard let point = points[index] else { continue }
      let isBeaten = front.contains { other in
        guard let better = points[other], better != point else { return false }
        return zip(better, point).allSatisfy { $0 <= $1 }
      }
      if !isBeaten { front.append(index) }
    }
    members = front.sorted()
  }
}

extension PointTotals {
  /// What a good point has little of: cycles, energy, area, and wrong answers where accuracy was asked for.
  var objectives: [Double] {
    [Double(cycles), energy, area] + (accuracy.map { [1 - $0] } ?? [])
  }
}
