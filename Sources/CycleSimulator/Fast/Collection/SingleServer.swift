/// When packets leave a queue that lets one go a cycle: an input of an accumulator, a line of the collection bus.
package enum SingleServer {
  /// The cycle in which each packet leaves; which of those that wait goes first plays no part.
  /// - Parameter releases: the cycles in which packets come, in ascending order.
  package static func departures(of releases: [Int]) -> [Int] {
    var cycle = Int.min
    return releases.map { release in
      cycle = max(cycle &+ 1, release)
      return cycle
    }
  }

  /// The most packets in the queue right after one came.
  package static func maximumOccupancy(releases: [Int], departures: [Int]) -> Int {
    var gone = 0
    var maximum = 0
    for (index, release) in releases.enumerated() {
      while departures[gone] < release { gone += 1 }
      maximum = max(maximum, index + 1 - gone)
    }
    return maximum
  }
}
