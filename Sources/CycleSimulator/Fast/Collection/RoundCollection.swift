/// The way of a round's sums over the collection bus into the global buffer, for streams that come at lines.
///
/// The lines of the bus send a packet a cycle, from the input that is asked first after the last one. How many
/// inputs wait, and how many packets in each, depends on whose turn it was at the beginning; so the lines are played
/// through from packet to packet.
struct RoundCollection {
  private let inputsPerLine: Int
  private let streams: Int
  /// By line.
  private var turns: [Int]
  private(set) var conflicts: [Int]
  private(set) var waiting: [Int]
  /// By line and input: the fullest that its FIFO was.
  private(set) var occupancy: [Int]

  // Working memory
  /// The lines of the exits' schedules, in cycles from the first release on, and where each exit's begin; one more at
  /// the end.
  private var firsts: [Int] = []
  private var intervals: [Int] = []
  private var starts: [Int] = []
  /// The packets that the lines send, by cycle from the first release on.
  private var sent: [Int32] = []
  private var queued: [Int32]
  private var calendar: [Int32] = []
  private var nextInCalendar: [Int32] = []
  private var released: [Int] = []

  init(_ wiring: BusWiring, streams: Int) {
    inputsPerLine = wiring.inputsPerLine
    self.streams = streams
    turns = Array(repeating: 0, count: wiring.lines)
    conflicts = turns
    waiting = turns
    occupancy = Array(repeating: 0, count: wiring.lines * wiring.inputsPerLine)
    queued = Array(repeating: 0, count: wiring.inputsPerLine)
  }

  /// A run begins: each line asks its first input first.
  mutating func begin() {
    for line in turns.indices { turns[line] = 0 }
  }

  /// A virtual neuron has its line for itself in a round.
  mutating func pass(alone input: BusInput) {
    turns[input.line] = input.input + 1 == inputsPerLine ? 0 : input.input + 1
    waiting[input.line] += streams
    let place = input.line * inputsPerLine + input.input
    occupancy[place] = max(occupancy[place], 1)
  }

  /// Plays through a round.
  ///
  /// - Parameter exits: its virtual neurons, by line.
  /// - Returns: the cycle in which the last sum is written, counted from the configuration.
  /// - Throws: the bus input at which two sums come in one cycle: its wire holds one of them only.
  mutating func collect(_ exits: [VirtualNeuronTable.Entry]) throws(Collision) -> Int {
    var (base, end) = (Int.max, 0)
    var (sharing, most) = (0, 0)
    for (place, exit) in exits.enumerated() {
      base = min(base, exit.time(of: 0))
      end = max(end, exit.time(of: streams - 1))
      sharing = place > 0 && exits[place - 1].input.line == exit.input.line ? sharing + 1 : 0
      most = max(most, sharing)
    }
    lay(exits, base: base)
    // A line that virtual neurons share is done at the latest when it has sent everything after the last release.
    sent.clear(count: end - base + 1 + (most == 0 ? 0 : (most + 1) * streams))
    var first = 0
    while first < exits.count {
      var last = first + 1
      while last < exits.count, exits[last].input.line == exits[first].input.line { last += 1 }
      if last == first + 1 {
        pass(alone: exits[first].input)
        addReleases(of: first)
      } else {
        try share(first..<last, exits)
      }
      first = last
    }
    return base + 1 + drain()
  }

  private mutating func lay(_ exits: [VirtualNeuronTable.Entry], base: Int) {
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

  /// The cycle, from the first release on, in which an exit's sum for a streaming vector comes.
  private func time(_ exit: Int, _ stream: Int) -> Int {
    var latest = Int.min
    for line in starts[exit]..<starts[exit + 1] {
      latest = max(latest, firsts[line] &+ stream &* intervals[line])
    }
    return latest
  }

  private mutating func addReleases(of exit: Int) {
    let line = starts[exit]
    if starts[exit + 1] == line + 1 {
      var cycle = firsts[line]
      for _ in 0..<streams {
        sent[cycle] &+= 1
        cycle &+= intervals[line]
      }
    } else {
      for stream in 0..<streams { sent[time(exit, stream)] &+= 1 }
    }
  }

  /// The cycle, from the first release on, in which the queue of the global buffer writes the last packet but for
  /// the cycle that packets take to it.
  private func drain() -> Int {
    var queued: Int32 = 0
    var last = 0
    var atLast: Int32 = 0
    for (cycle, packets) in sent.enumerated() {
      queued = Int32(truncatingIfNeeded: Int(queued &+ packets) - WriteDrain.written(of: Int(queued &+ packets)))
      if packets > 0 { (last, atLast) = (cycle, queued) }
    }
    var rest = Int(atLast)
    while rest > 0 {
      last += 1
      rest -= WriteDrain.written(of: rest)
    }
    return last
  }

  /// Two sums that come to a bus input in one cycle.
  struct Collision: Error {
    let input: BusInput
  }

  // MARK: - A line that virtual neurons share

  /// Plays through what comes to one line; a calendar has the exits by the cycle of their next sum.
  private mutating func share(
    _ exits: Range<Int>, _ entries: [VirtualNeuronTable.Entry]
  ) throws(Collision) {
    let line = entries[exits.lowerBound].input.line
    let inputs = exits.map { entries[$0].input.input }
    let mayCollide = Set(inputs).count < inputs.count
    calendar.clear(count: sent.count)
    nextInCalendar.clear(count: exits.count)
    released.clear(count: exits.count)
    queued.clear(count: inputsPerLine)
    for place in 0..<exits.count { schedule(place, at: time(exits.lowerBound + place, 0)) }
    var (rest, coming) = (exits.count * streams, exits.count)
    var (cycle, occupied, turn) = (0, 0, turns[line])
    while rest > 0 {
      var due = coming > 0 ? calendar[cycle] : 0
      while due > 0 {
        let place = Int(due) - 1
        due = nextInCalendar[place]
        let input = inputs[place]
        queued[input] &+= 1
        occupied += queued[input] == 1 ? 1 : 0
        let fifo = line * inputsPerLine + input
        occupancy[fifo] = max(occupancy[fifo], Int(queued[input]))
        released[place] += 1
        if released[place] < streams {
          schedule(place, at: time(exits.lowerBound + place, released[place]))
        } else {
          coming -= 1
        }
        if mayCollide, isMet(place, exits, inputs, at: cycle) {
          throw Collision(input: BusInput(line: line, input: input))
        }
      }
      if occupied > 0 {
        waiting[line] += occupied
        conflicts[line] += occupied > 1 ? 1 : 0
        while queued[turn] == 0 { turn = turn + 1 == inputsPerLine ? 0 : turn + 1 }
        queued[turn] &-= 1
        occupied -= queued[turn] == 0 ? 1 : 0
        turn = turn + 1 == inputsPerLine ? 0 : turn + 1
        sent[cycle] &+= 1
        rest -= 1
      }
      cycle += 1
    }
    turns[line] = turn
  }

  private mutating func schedule(_ place: Int, at cycle: Int) {
    nextInCalendar[place] = calendar[cycle]
    calendar[cycle] = Int32(truncatingIfNeeded: place) + 1
  }

  /// Whether another exit that is wired to the same input has a sum in the same cycle.
  private func isMet(_ place: Int, _ exits: Range<Int>, _ inputs: [Int], at cycle: Int) -> Bool {
    inputs.indices.contains { other in
      guard other != place, inputs[other] == inputs[place] else { return false }
      let exit = exits.lowerBound + other
      let isDue = released[other] < streams && time(exit, released[other]) == cycle
      return isDue || released[other] > 0 && time(exit, released[other] - 1) == cycle
    }
  }
}

extension Array where Element: FixedWidthInteger {
  /// Makes the array `count` zeros long.
  fileprivate mutating func clear(count: Int) {
    removeAll(keepingCapacity: true)
    append(contentsOf: repeatElement(0, count: count))
  }
}
