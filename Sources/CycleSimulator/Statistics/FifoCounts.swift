/// What a FIFO counted. STONNE also prints how often the front was looked at: never, on any of its paths.
package struct FifoCounts: Hashable, Sendable {
  package var pushes = 0
  package var pops = 0
  /// The largest number of entries right after a push.
  package var maximumOccupancy = 0

  package init(pushes: Int = 0, pops: Int = 0, maximumOccupancy: Int = 0) {
    self.pushes = pushes
    self.pops = pops
    self.maximumOccupancy = maximumOccupancy
  }

  /// A FIFO whose entries leave in the cycle in which they come, one at a time.
  package static func passingThrough(_ count: Int) -> FifoCounts {
    FifoCounts(pushes: count, pops: count, maximumOccupancy: min(count, 1))
  }

  /// Notes that the FIFO held `occupancy` entries right after a push.
  package mutating func reach(_ occupancy: Int) { maximumOccupancy = max(maximumOccupancy, occupancy) }

  package static func += (sum: inout FifoCounts, other: FifoCounts) {
    sum.pushes += other.pushes
    sum.pops += other.pops
    sum.maximumOccupancy = max(sum.maximumOccupancy, other.maximumOccupancy)
  }
}
