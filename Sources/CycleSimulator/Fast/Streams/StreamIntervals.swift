/// The intervals at which the ports of a distribution network serve a destination: the number of
/// destinations in use behind a port, at most four different ones (whole ports, the last port in use of
/// each operand, and on a mesh the port that serves both operands).
struct StreamIntervals {
  private var intervals = SIMD4<Int>(repeating: 1)
  private var count = 0

  /// The lane of `interval`, which is given one if it is new.
  mutating func lane(of interval: Int) -> Int {
    for lane in 0..<count where intervals[lane] == interval { return lane }
    precondition(count < 4, "a distribution network has at most four different port loads")
    intervals[count] = interval
    count += 1
    return count - 1
  }

  /// The cycle at which datum `index` of a stream passes.
  func time(of index: Int, in schedule: StreamSchedule) -> Int {
    (schedule.first &+ intervals &* SIMD4(repeating: index)).max()
  }

  /// The number of data of a stream of `length` that pass before cycle `time`.
  func count(before time: Int, in schedule: StreamSchedule, length: Int) -> Int {
    var earliest = length
    for lane in schedule.lanes {
      let elapsed = time - schedule.first[lane]
      earliest = min(earliest, elapsed <= 0 ? 0 : (elapsed - 1) / intervals[lane] + 1)
    }
    return earliest
  }

  /// The most data that a FIFO holds right after a push, where `length` data arrive on one schedule and are
  /// taken on another, not before they arrived.
  ///
  /// Between the corners of the arrivals' envelope the occupancy against each line of departures is monotone,
  /// so that only the corners, the ends and the starts of the departures' lines can hold the maximum.
  func maximumOccupancy(arrivals: StreamSchedule, departures: StreamSchedule, length: Int) -> Int {
    if arrivals == departures { return 1 }
    var maximum = 0
    func examine(_ index: Int) {
      guard index >= 0, index < length else { return }
      let taken = count(before: time(of: index, in: arrivals), in: departures, length: length)
      maximum = max(maximum, index + 1 - taken)
    }
    func examineAround(_ index: Int) {
      for neighbour in index - 1...index + 2 { examine(neighbour) }
    }
    examine(0)
    examine(length - 1)
    for lane in arrivals.lanes {
      for other in arrivals.lanes where intervals[other] > intervals[lane] {
        let head = arrivals.first[lane] - arrivals.first[other]
        examineAround(head / (intervals[other] - intervals[lane]))
      }
      for other in departures.lanes {
        examineAround((departures.first[other] - arrivals.first[lane]) / intervals[lane])
      }
    }
    return maximum
  }
}
