/// Schedules of many streams whose data pass at lines of a few common intervals: datum s of a stream at the latest
/// of `first[i] + s * intervals[i]`.
///
/// It says what a ``StreamSchedule`` says, for all streams of a reduction at once and without a list of lines of
/// each: joining two streams is a maximum by interval.
package struct LineBundle {
  /// Ascending.
  package private(set) var intervals: [Int] = []
  /// By stream and interval; ``absent`` where no line of this interval matters.
  private var firsts: [Int] = []

  package init() {}

  private static let absent = Int.min / 4

  /// Begins anew.
  /// - Parameter intervals: ascending, each once.
  package mutating func reset(intervals: [Int]) {
    self.intervals = intervals
    firsts.removeAll(keepingCapacity: true)
  }

  /// Streams so far.
  package var count: Int { intervals.isEmpty ? 0 : firsts.count / intervals.count }

  /// Adds a stream of one line.
  package mutating func append(first: Int, interval: Int) {
    for other in intervals { firsts.append(other == interval ? first : Self.absent) }
  }

  /// Adds the stream of what needs a datum of each of up to three streams, -1 for none, `delay` cycles later.
  package mutating func appendJoined(_ a: Int, _ b: Int, _ c: Int, delay: Int) {
    let width = intervals.count
    let base = firsts.count
    var steeper = Self.absent
    for _ in 0..<width { firsts.append(Self.absent) }
    for line in stride(from: width - 1, through: 0, by: -1) {
      var first = Self.absent
      if a >= 0 { first = max(first, firsts[a * width + line]) }
      if b >= 0 { first = max(first, firsts[b * width + line]) }
      if c >= 0 { first = max(first, firsts[c * width + line]) }
      // A line that begins no later than a steeper one is never the latest.
      guard first > steeper else { continue }
      steeper = first
      firsts[base + line] = first + delay
    }
  }

  /// The lines of a stream.
  package func lines(of stream: Int) -> [(first: Int, interval: Int)] {
    intervals.enumerated().compactMap { line, interval in
      let first = firsts[stream * intervals.count + line]
      return first == Self.absent ? nil : (first, interval)
    }
  }

  private func time(of index: Int, in stream: Int) -> Int {
    var latest = Int.min
    for line in intervals.indices {
      let first = firsts[stream * intervals.count + line]
      if first != Self.absent { latest = max(latest, first + index * intervals[line]) }
    }
    return latest
  }

  /// The data of a stream of `length` that pass before a cycle.
  private func count(before cycle: Int, in stream: Int, length: Int) -> Int {
    var count = length
    for line in intervals.indices {
      let first = firsts[stream * intervals.count + line]
      guard first != Self.absent else { continue }
      let elapsed = cycle - first
      count = min(count, elapsed <= 0 ? 0 : (elapsed - 1) / intervals[line] + 1)
    }
    return count
  }

  /// The most data that a FIFO holds right after a push, where those of one stream come and leave with those of
  /// another, none before it came.
  ///
  /// - Parameter delay: of the departures' stream, which it is to be taken without.
  package func maximumOccupancy(of arrivals: Int, until departures: Int, delay: Int, length: Int) -> Int {
    let width = intervals.count
    if width == 1 {
      let wait = firsts[departures] - delay - firsts[arrivals]
      return wait <= 0 ? 1 : min(length, 1 + wait / intervals[0])
    }
    var isEqual = true
    var lone = -1
    for line in 0..<width {
      let (a, d) = (firsts[arrivals * width + line], firsts[departures * width + line])
      if a == Self.absent && d == Self.absent { continue }
      isEqual = isEqual && a != Self.absent && d != Self.absent && a == d - delay
      lone = lone == -1 && a != Self.absent && d != Self.absent ? line : -2
    }
    if isEqual { return 1 }
    if lone >= 0 {
      let wait = firsts[departures * width + lone] - delay - firsts[arrivals * width + lone]
      return wait <= 0 ? 1 : min(length, 1 + wait / intervals[lone])
    }
    return maximumByCorners(of: arrivals, until: departures, delay: delay, length: length)
  }

  /// Between the corners of the arrivals' envelope, the occupancy against each line of the departures is monotone:
  /// so only corners, ends, and the places where a line of the departures begins can hold the maximum.
  private func maximumByCorners(of arrivals: Int, until departures: Int, delay: Int, length: Int) -> Int {
    var maximum = 0
    func examine(around index: Int) {
      for index in max(0, index - 1)...max(0, index + 2) where index < length {
        let gone = count(before: time(of: index, in: arrivals) + delay, in: departures, length: length)
        maximum = max(maximum, index + 1 - gone)
      }
    }
    examine(around: 0)
    examine(around: length - 1)
    let coming = lines(of: arrivals)
    let going = lines(of: departures)
    for (place, line) in coming.enumerated() {
      for steeper in coming[(place + 1)...] {
        examine(around: (line.first - steeper.first) / (steeper.interval - line.interval))
      }
      for other in going { examine(around: (other.first - delay - line.first) / line.interval) }
    }
    return maximum
  }
}
