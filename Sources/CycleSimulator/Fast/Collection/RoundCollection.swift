/// The way of a round's sums over the collection bus into the global buffer, for streams that come at lines.
///
/// The lines of the bus send a packet a cycle, from the input that is asked first after the last one. How many
/// inputs wait, and how many packets in each, depends on whose turn it was at the beginning; so lines that virtual
/// neurons share are played through (``SharedBusLine``).
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
  private var schedule = RoundSchedule()
  /// The packets that the lines send, by cycle from the first release on.
  private var sent: [Int32] = []
  private var shared: SharedBusLine

  init(_ wiring: BusWiring, streams: Int) {
    inputsPerLine = wiring.inputsPerLine
    self.streams = streams
    turns = Array(repeating: 0, count: wiring.lines)
    conflicts = turns
    waiting = turns
    occupancy = Array(repeating: 0, count: wiring.lines * wiring.inputsPerLine)
    shared = SharedBusLine(inputs: wiring.inputsPerLine, streams: streams)
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
    schedule.lay(exits, base: base)
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

  private mutating func share(_ exits: Range<Int>, _ entries: [VirtualNeuronTable.Entry]) throws(Collision) {
    let line = entries[exits.lowerBound].input.line
    shared.begin(turn: turns[line], firstExit: exits.lowerBound)
    for entry in entries[exits] { shared.append(input: entry.input.input) }
    let collision = shared.play(schedule, &sent)
    turns[line] = shared.turn
    conflicts[line] += shared.conflicts
    waiting[line] += shared.waiting
    for input in 0..<inputsPerLine {
      let place = line * inputsPerLine + input
      occupancy[place] = max(occupancy[place], shared.fullest[input])
    }
    if let collision { throw Collision(input: BusInput(line: line, input: collision)) }
  }

  private mutating func addReleases(of exit: Int) {
    if let line = schedule.onlyLine(of: exit) {
      var cycle = line.first
      for _ in 0..<streams {
        sent[cycle] &+= 1
        cycle &+= line.interval
      }
    } else {
      for stream in 0..<streams { sent[schedule.time(exit, stream)] &+= 1 }
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
}
