/// When the sums of the virtual neurons of a round come to the bus: for each of them the latest of a few lines.
///
/// Cycles are counted from the first release on.
struct RoundSchedule {
  /// The lines of all exits, each exit's by ascending interval, and where each exit's begin; one more at the end.
  private var firsts: [Int] = []
  private var intervals: [Int] = []
  private var starts: [Int] = []

  /// Begins anew.
  /// - Parameter base: the cycle of the first release, in cycles from the configuration.
  mutating func lay(_ exits: [VirtualNeuronTable.Entry], base: Int) {
    firsts.removeAll(keepingCapacity: true)
    intervals.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    for exit in exits {
      starts.append(firsts.count)
      for line in exit.lines {
        firsts.append(line.first - base)
        intervals.append(line.interval)
      }
    }
    starts.append(firsts.count)
  }

  /// The cycle in which an exit's sum for a streaming vector comes.
  func time(_ exit: Int, _ stream: Int) -> Int {
    var latest = Int.min
    for line in starts[exit]..<starts[exit + 1] {
      latest = max(latest, firsts[line] &+ stream &* intervals[line])
    }
    return latest
  }

  /// The line of an exit that has only one.
  func onlyLine(of exit: Int) -> (first: Int, interval: Int)? {
    let line = starts[exit]
    return starts[exit + 1] == line + 1 ? (firsts[line], intervals[line]) : nil
  }

  /// From which streaming vector on an exit's sums come at one interval, that of its steepest line, and which it is.
  func steady(_ exit: Int) -> (stream: Int, interval: Int) {
    let steepest = starts[exit + 1] - 1
    var stream = 0
    for line in starts[exit]..<steepest {
      let (behind, gain) = (firsts[line] - firsts[steepest], intervals[steepest] - intervals[line])
      if behind > 0 { stream = max(stream, (behind - 1) / gain + 1) }
    }
    return (stream, intervals[steepest])
  }
}
