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
    // A line that virtual neurons share is done at the latest when it has sent everything after the last release.
    sent.clear(count: end - base + 1 + (most == 0 ? 0 : (most + 1) * streams))
    var first = 0
    while first < exits.count {
      var last = first + 1
      while last < exits.count, exits[last].input.line == exits[first].input.line { last += 1 }
      if last == first + 1 {
        pass(alone: exits[first].input)
        addReleases(of: exits[first], base: base)
      } else {
        try share(exits[first..<last], base: base)
      }
      first = last
    }
    return base + 1 + drain()
  }

  private mutating func addReleases(of exit: VirtualNeuronTable.Entry, base: Int) {
    sent.withUnsafeMutableBufferPointer { sent in
      if exit.lines.count == 1 {
        var cycle = exit.lines[0].first - base
        for _ in 0..<streams {
          sent[cycle] &+= 1
          cycle &+= exit.lines[0].interval
        }
      } else {
        for stream in 0..<streams { sent[exit.time(of: stream) &- base] &+= 1 }
      }
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
    _ exits: ArraySlice<VirtualNeuronTable.Entry>, base: Int
  ) throws(Collision) {
    let line = exits[exits.startIndex].input.line
    calendar.clear(count: sent.count)
    nextInCalendar.clear(count: exits.count)
    released.clear(count: exits.count)
    queued.clear(count: inputsPerLine)
    for exit in 0..<exits.count { schedule(exit, at: exits[exits.startIndex + exit].time(of: 0) - base) }
    let mayCollide = Set(exits.map(\.input.input)).count < exits.count
    var (rest, coming) = (exits.count * streams, exits.count)
    var (cycle, occupied, turn) = (0, 0, turns[line])
    while rest > 0 {
      var due = coming > 0 ? calendar[cycle] : 0
      while due > 0 {
        let exit = Int(due) - 1
        due = nextInCalendar[exit]
        let entry = exits[exits.startIndex + exit]
        let input = entry.input.input
        queued[input] &+= 1
        occupied += queued[input] == 1 ? 1 : 0
        let place = line * inputsPerLine + input
        occupancy[place] = max(occupancy[place], Int(queued[input]))
        if mayCollide { try check(exits, input, exit, cycle, base) }
        released[exit] += 1
        if released[exit] < streams {
          schedule(exit, at: entry.time(of: released[exit]) - base)
        } else {
          coming -= 1
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

  private mutating func schedule(_ exit: Int, at cycle: Int) {
    nextInCalendar[exit] = calendar[cycle]
    calendar[cycle] = Int32(exit) + 1
  }

  private func check(
    _ exits: ArraySlice<VirtualNeuronTable.Entry>, _ input: Int, _ exit: Int, _ cycle: Int, _ base: Int
  ) throws(Collision) {
    for other in 0..<exits.count where other != exit {
      let entry = exits[exits.startIndex + other]
      guard entry.input.input == input else { continue }
      let isNow =
        released[other] < streams && entry.time(of: released[other]) - base == cycle
        || released[other] > 0 && entry.time(of: released[other] - 1) - base == cycle
      if isNow { throw Collision(input: entry.input) }
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
