/// When the data of one stream pass one point of the fabric: datum `s` at the latest of a few lines
/// `first + s * interval`.
///
/// A port of the distribution network sends one packet a cycle, so that a destination that shares it with others
/// gets a datum every few cycles: a line. A switch that waits for several streams goes on at the latest of them,
/// and nothing else ever holds a stream up (there is no back-pressure): a maximum of lines.
package struct StreamSchedule: Equatable {
  private struct Line: Equatable {
    var first: Int
    var interval: Int

    func time(of index: Int) -> Int { first &+ index &* interval }
  }

  /// The lines that are the latest somewhere, by ascending interval; so `first` descends.
  private var lines: [Line]
  /// Cycles after the lines.
  private var delay = 0

  /// A stream that waits for nothing: joined with another it is that one.
  package init() { lines = [] }

  /// A stream that a port delivers.
  package init(first: Int, interval: Int) { lines = [Line(first: first, interval: interval)] }

  /// The schedule of what needs a datum of both streams.
  package func joined(with other: StreamSchedule) -> StreamSchedule {
    if covers(other) { return self }
    if other.covers(self) { return other }
    var result = StreamSchedule()
    let candidates = (allLines + other.allLines).sorted { ($0.interval, $0.first) > ($1.interval, $1.first) }
    for line in candidates where line.first > result.lines.last?.first ?? .min { result.lines.append(line) }
    result.lines.reverse()
    return result
  }

  /// The same stream `cycles` later (earlier where negative).
  package func delayed(by cycles: Int) -> StreamSchedule {
    var result = self
    result.delay += cycles
    return result
  }

  /// The cycle at which datum `index` passes.
  package func time(of index: Int) -> Int {
    var latest = Int.min
    for line in lines { latest = max(latest, line.time(of: index)) }
    return latest &+ delay
  }

  /// The number of data of a stream of `length` that pass before cycle `time`.
  package func count(before time: Int, length: Int) -> Int {
    var count = length
    for line in lines {
      let elapsed = time - delay - line.first
      count = min(count, elapsed <= 0 ? 0 : (elapsed - 1) / line.interval + 1)
    }
    return count
  }

  package static func == (a: StreamSchedule, b: StreamSchedule) -> Bool {
    a.lines.count == b.lines.count && a.covers(b) && b.covers(a)
  }

  private var allLines: [Line] { lines.map { Line(first: $0.first + delay, interval: $0.interval) } }

  /// Whether each line of the other stream lies below one of this stream's from the first datum on.
  private func covers(_ other: StreamSchedule) -> Bool {
    other.lines.allSatisfy { line in
      lines.contains { $0.interval >= line.interval && $0.first + delay >= line.first + other.delay }
    }
  }
}

// MARK: - Waiting

extension StreamSchedule {
  /// The most data that a FIFO holds right after a push, where the data of this stream come and leave at
  /// `departures`, none before it came.
  ///
  /// Between the corners of the arrivals' envelope, the occupancy against each line of the departures is monotone:
  /// so only corners, ends, and the places where a line of the departures begins can hold the maximum.
  package func maximumOccupancy(until departures: StreamSchedule, length: Int) -> Int {
    if self == departures { return 1 }
    var maximum = 0
    func examine(_ index: Int) {
      guard index >= 0, index < length else { return }
      maximum = max(maximum, index + 1 - departures.count(before: time(of: index), length: length))
    }
    func examineAround(_ index: Int) {
      for neighbour in index - 1...index + 2 { examine(neighbour) }
    }
    examine(0)
    examine(length - 1)
    for (place, line) in lines.enumerated() {
      for steeper in lines[(place + 1)...] {
        examineAround((line.first - steeper.first) / (steeper.interval - line.interval))
      }
      for other in departures.lines {
        examineAround((other.first + departures.delay - line.first - delay) / line.interval)
      }
    }
    return maximum
  }
}
