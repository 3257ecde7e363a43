/// A line of the collection bus that several virtual neurons of a round share.
///
/// It is played through from cycle to cycle; a calendar has the exits by the cycle of their next sum. Once all of them
/// come at intervals, a stretch of cycles that leaves the line as it was, but for fuller queues that were never empty,
/// repeats itself until the first exit has no more sums: what it does is then counted as often, and not played.
struct SharedBusLine {
  private let streams: Int
  /// The input that is asked first.
  private(set) var turn = 0
  /// Cycles in which several inputs had packets, and packets' cycles at the head of an input.
  private(set) var conflicts = 0
  private(set) var waiting = 0
  /// By input: the most packets in its FIFO.
  private(set) var fullest: [Int]

  /// The place of the first exit in the schedule; the others follow it.
  private var firstExit = 0
  /// By exit: the input that it is wired to, and its sums that came.
  private var inputs: [Int] = []
  private var released: [Int] = []
  private var mayCollide = false

  private var queued: [Int]
  private var occupied = 0
  private var calendar: [Int32] = []
  private var nextInCalendar: [Int32] = []

  private var stretch: Stretch

  /// Cycles that may repeat themselves, as long as a common multiple of all intervals.
  private struct Stretch {
    /// Cycles of one; 0 where there is nothing to find.
    var length = 0
    /// Sums come at intervals up to this cycle.
    var lastCycle = 0
    /// The cycle in which the next one begins.
    var next = 0
    /// Whether one is at hand.
    var isBegun = false
    /// The line when it began.
    var turn = 0
    var conflicts = 0
    var waiting = 0
    var queued: [Int]
    /// By input: whether it was empty then or after a cycle since, and its most packets since.
    var wasEmpty: [Bool]
    var fullest: [Int]
    /// Its cycles in which a packet was sent.
    var sends: [Int] = []

    /// Nothing is looked for any more.
    mutating func end() { (length, isBegun) = (0, false) }
  }

  /// - Parameter inputs: of a line.
  init(inputs: Int, streams: Int) {
    self.streams = streams
    fullest = Array(repeating: 0, count: inputs)
    queued = fullest
    stretch = Stretch(queued: fullest, wasEmpty: Array(repeating: false, count: inputs), fullest: fullest)
  }

  /// A round begins.
  /// - Parameter firstExit: the place in the schedule of the exit that is added first.
  mutating func begin(turn: Int, firstExit: Int) {
    self.turn = turn
    self.firstExit = firstExit
    (conflicts, waiting, occupied) = (0, 0, 0)
    inputs.removeAll(keepingCapacity: true)
    mayCollide = false
    for input in queued.indices { (queued[input], fullest[input]) = (0, 0) }
  }

  /// Adds the next exit of the schedule.
  mutating func append(input: Int) {
    mayCollide = mayCollide || inputs.contains(input)
    inputs.append(input)
  }

  /// Plays through the round.
  ///
  /// - Parameter sent: gets the packets that the line sends, by cycle.
  /// - Returns: the input at which two sums come in one cycle, if there is one.
  mutating func play(_ schedule: RoundSchedule, _ sent: inout [Int32]) -> Int? {
    calendar.clear(count: sent.count)
    nextInCalendar.clear(count: inputs.count)
    released.clear(count: inputs.count)
    findStretch(schedule)
    for place in inputs.indices { enter(place, at: schedule.time(firstExit + place, 0)) }
    var (rest, coming) = (inputs.count * streams, inputs.count)
    var cycle = 0
    while rest > 0 {
      if cycle == stretch.next, stretch.length > 0 {
        let times = repetitions(at: cycle)
        if times > 0 {
          rest -= times * stretch.sends.count
          coming -= skip(times, schedule, &sent)
          cycle += times * stretch.length
          stretch.end()
          continue
        }
        beginStretch(at: cycle)
      }
      if coming > 0, calendar[cycle] > 0 {
        if let collision = release(at: cycle, schedule, &coming) { return collision }
      }
      if occupied > 0 {
        send()
        sent[cycle] &+= 1
        if stretch.isBegun { stretch.sends.append(cycle) }
        rest -= 1
      }
      cycle += 1
    }
    return nil
  }

  private mutating func enter(_ place: Int, at cycle: Int) {
    nextInCalendar[place] = calendar[cycle]
    calendar[cycle] = Int32(truncatingIfNeeded: place) + 1
  }

  /// The sums that come in a cycle.
  /// - Parameter coming: exits that have more.
  private mutating func release(at cycle: Int, _ schedule: RoundSchedule, _ coming: inout Int) -> Int? {
    var due = calendar[cycle]
    while due > 0 {
      let place = Int(due) - 1
      due = nextInCalendar[place]
      let input = inputs[place]
      queued[input] += 1
      occupied += queued[input] == 1 ? 1 : 0
      fullest[input] = max(fullest[input], queued[input])
      stretch.fullest[input] = max(stretch.fullest[input], queued[input])
      released[place] += 1
      if released[place] < streams {
        enter(place, at: schedule.time(firstExit + place, released[place]))
      } else {
        coming -= 1
      }
      if mayCollide, isMet(place, at: cycle, schedule) { return input }
    }
    return nil
  }

  private mutating func send() {
    waiting += occupied
    conflicts += occupied > 1 ? 1 : 0
    while queued[turn] == 0 { turn = turn + 1 == queued.count ? 0 : turn + 1 }
    queued[turn] -= 1
    if queued[turn] == 0 {
      occupied -= 1
      stretch.wasEmpty[turn] = true
    }
    turn = turn + 1 == queued.count ? 0 : turn + 1
  }

  /// Whether another exit that is wired to the same input has a sum in the same cycle.
  private func isMet(_ place: Int, at cycle: Int, _ schedule: RoundSchedule) -> Bool {
    inputs.indices.contains { other in
      guard other != place, inputs[other] == inputs[place] else { return false }
      let isDue = released[other] < streams && schedule.time(firstExit + other, released[other]) == cycle
      return isDue || released[other] > 0 && schedule.time(firstExit + other, released[other] - 1) == cycle
    }
  }
}

// MARK: - What repeats itself

extension SharedBusLine {
  /// Where sums come at intervals, and how long a stretch has to be.
  private mutating func findStretch(_ schedule: RoundSchedule) {
    var (start, end, common) = (0, Int.max, 1)
    stretch.end()
    for exit in firstExit..<firstExit + inputs.count {
      let (stream, interval) = schedule.steady(exit)
      guard stream < streams else { return }
      start = max(start, schedule.time(exit, stream))
      end = min(end, schedule.time(exit, streams - 1))
      common = common / commonDivisor(common, interval) * interval
      // Two stretches at least have to be played before there is one to skip.
      guard common <= streams else { return }
    }
    // A line that always has packets asks its inputs in turn.
    let length = common * inputs.count
    guard end - start >= 4 * length else { return }
    (stretch.length, stretch.next, stretch.lastCycle) = (length, start, end)
  }

  private func commonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : commonDivisor(b, a % b) }

  private mutating func beginStretch(at cycle: Int) {
    guard cycle + 2 * stretch.length <= stretch.lastCycle else { return stretch.end() }
    stretch.isBegun = true
    stretch.turn = turn
    stretch.conflicts = conflicts
    stretch.waiting = waiting
    stretch.sends.removeAll(keepingCapacity: true)
    for input in queued.indices {
      stretch.queued[input] = queued[input]
      stretch.fullest[input] = queued[input]
      stretch.wasEmpty[input] = queued[input] == 0
    }
    stretch.next = cycle + stretch.length
  }

  /// How often the stretch that ends before a cycle comes again from there on.
  private func repetitions(at cycle: Int) -> Int {
    guard stretch.isBegun, turn == stretch.turn else { return 0 }
    for input in queued.indices {
      let gain = queued[input] - stretch.queued[input]
      guard gain == 0 || gain > 0 && !stretch.wasEmpty[input] else { return 0 }
    }
    return max(0, (stretch.lastCycle + 1 - cycle) / stretch.length)
  }

  /// Counts what the stretch does, as often as it is repeated.
  /// - Returns: exits that have no more sums then.
  private mutating func skip(_ times: Int, _ schedule: RoundSchedule, _ sent: inout [Int32]) -> Int {
    conflicts += times * (conflicts - stretch.conflicts)
    waiting += times * (waiting - stretch.waiting)
    for input in queued.indices {
      let gain = times * (queued[input] - stretch.queued[input])
      queued[input] += gain
      fullest[input] = max(fullest[input], stretch.fullest[input] + gain)
    }
    for cycle in stretch.sends {
      for time in 1...times { sent[cycle + time * stretch.length] &+= 1 }
    }
    for place in inputs.indices { calendar[schedule.time(firstExit + place, released[place])] = 0 }
    var finished = 0
    for place in inputs.indices {
      released[place] += times * (stretch.length / schedule.steady(firstExit + place).interval)
      if released[place] < streams {
        enter(place, at: schedule.time(firstExit + place, released[place]))
      } else {
        finished += 1
      }
    }
    return finished
  }
}

extension Array where Element: FixedWidthInteger {
  /// Makes the array `count` zeros long.
  mutating func clear(count: Int) {
    removeAll(keepingCapacity: true)
    append(contentsOf: repeatElement(0, count: count))
  }
}
