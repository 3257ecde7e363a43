/// The way of outputs from the reduction network into the global buffer: bus lines that serve their inputs in turn,
/// and the write queue behind them. Only cycles in which something moves are played through.
struct OutputCollection: ~Copyable {
  /// An input of the bus, and when outputs come to it.
  struct Input: ~Copyable {
    let line: Int
    let input: Int
    var arrivals = Fifo<Int>()
    /// Outputs in the input's FIFO.
    var queued = 0
    var occupancy = 0
  }

  private struct Line {
    /// The inputs in use, in order, as a range of all.
    var inputs: Range<Int>
    /// The input number that is asked first.
    var turn = 0
    /// Inputs whose FIFO holds something.
    var waiting = 0
    /// The next cycle in which the line has something to do.
    var next = Int.max
  }

  /// What the lines in use counted.
  struct Counts {
    /// Cycles in which more than one input waited.
    fileprivate(set) var conflicts: [Int]
    /// Inputs that waited, summed over the cycles.
    fileprivate(set) var waitingInputs: [Int]
  }

  private var inputs: Bank<Input>
  private var lines: [Line] = []
  /// The place of each exit's input among all.
  private let places: [Int]
  private let lineNumbers: [Int]
  private(set) var counts: Counts
  private var cycle = 0
  /// Outputs on the wires to the memory, and in the write queue.
  private var onWires = 0
  private var queued = 0
  /// Outputs in the global buffer.
  private(set) var retired = 0
  /// Numbers of outputs to look out for, ascending, and the cycles in which those before `next` were reached.
  private let milestones: [Int]
  private var reached: [Int]
  private var nextMilestone = 0

  /// - Parameters:
  ///   - exits: the bus input of each exit, all different.
  ///   - milestones: numbers of outputs to look out for, in ascending order.
  init(_ exits: [BusInput], milestones: [Int]) {
    self.milestones = milestones
    reached = Array(repeating: 0, count: milestones.count)
    let order = exits.indices.sorted { (exits[$0].line, exits[$0].input) < (exits[$1].line, exits[$1].input) }
    var places = Array(repeating: 0, count: exits.count)
    for (place, exit) in order.enumerated() { places[exit] = place }
    self.places = places
    var rest = order[...]
    inputs = Bank(count: exits.count) {
      let exit = exits[rest.removeFirst()]
      return Input(line: exit.line, input: exit.input)
    }
    var lineNumbers: [Int] = []
    for (place, exit) in order.enumerated() {
      if lineNumbers.last == exits[exit].line {
        lines[lines.count - 1].inputs = lines[lines.count - 1].inputs.lowerBound..<place + 1
      } else {
        lines.append(Line(inputs: place..<place + 1))
        lineNumbers.append(exits[exit].line)
      }
    }
    self.lineNumbers = lineNumbers
    let none = Array(repeating: 0, count: lines.count)
    counts = Counts(conflicts: none, waitingInputs: none)
  }

  /// An output comes to the input of an exit; each exit's come in ascending cycles.
  mutating func receive(exit: Int, cycle: Int) { inputs[places[exit]].arrivals.push(cycle) }

  /// Plays through all cycles up to one, after which nothing more comes before it.
  mutating func advance(through horizon: Int) {
    findNextArrivals()
    while let next = nextCycle, next <= horizon { step(to: next) }
  }

  /// The cycle in which a milestone is reached; all outputs that it takes have come.
  mutating func cycle(reaching milestone: Int) -> Int {
    noteMilestones()
    findNextArrivals()
    while nextMilestone <= milestone, let next = nextCycle { step(to: next) }
    precondition(nextMilestone > milestone, "outputs are missing")
    return reached[milestone]
  }

  var lastMilestone: Int { milestones.count - 1 }

  /// Whether a milestone has been reached in what was played through.
  func hasReached(_ milestone: Int) -> Bool { retired >= milestones[milestone] }

  /// Outputs up to the next milestone, itself not among them.
  var outputsBeforeMilestone: Int {
    nextMilestone < milestones.count ? milestones[nextMilestone] - retired - 1 : .max
  }

  /// Moves the cycles of milestones that were reached ahead of what waits for them.
  mutating func advanceReached(from milestone: Int, by cycles: Int) {
    guard milestone < nextMilestone else { return }
    for number in milestone..<nextMilestone { reached[number] -= cycles }
  }

  private mutating func noteMilestones() {
    while nextMilestone < milestones.count, retired >= milestones[nextMilestone] {
      reached[nextMilestone] = cycle
      nextMilestone &+= 1
    }
  }

  /// Counts what would happen if all that was counted since `start` happened `times` times more.
  /// - Parameter outputs: that would be written.
  mutating func repeatCounts(since start: Counts, times: Int, outputs: Int) {
    for line in lines.indices {
      counts.conflicts[line] += times * (counts.conflicts[line] - start.conflicts[line])
      counts.waitingInputs[line] += times * (counts.waitingInputs[line] - start.waitingInputs[line])
    }
    retired += outputs
  }

  private mutating func findNextArrivals() {
    for line in lines.indices where lines[line].waiting == 0 { lines[line].next = nextArrival(line) }
  }

  private func nextArrival(_ line: Int) -> Int {
    var next = Int.max
    for place in lines[line].inputs where !inputs[place].arrivals.isEmpty {
      next = min(next, inputs[place].arrivals.element(at: 0))
    }
    return next
  }

  private var nextCycle: Int? {
    if onWires > 0 || queued > 0 { return cycle &+ 1 }
    var next = Int.max
    for line in lines.indices { next = min(next, lines[line].next) }
    return next == .max ? nil : next
  }

  private mutating func step(to next: Int) {
    cycle = next
    queued &+= onWires
    onWires = 0
    let written = WriteDrain.written(of: queued)
    queued &-= written
    retired &+= written
    noteMilestones()
    for line in lines.indices where lines[line].next <= cycle { serve(line) }
  }

  private mutating func serve(_ line: Int) {
    let range = lines[line].inputs
    for place in range {
      while !inputs[place].arrivals.isEmpty, inputs[place].arrivals.element(at: 0) <= cycle {
        _ = inputs[place].arrivals.pop()
        inputs[place].queued &+= 1
        inputs[place].occupancy = max(inputs[place].occupancy, inputs[place].queued)
        if inputs[place].queued == 1 { lines[line].waiting &+= 1 }
      }
    }
    counts.waitingInputs[line] &+= lines[line].waiting
    if lines[line].waiting > 1 { counts.conflicts[line] &+= 1 }
    let place = nextInTurn(line)
    inputs[place].queued &-= 1
    if inputs[place].queued == 0 { lines[line].waiting &-= 1 }
    lines[line].turn = inputs[place].input &+ 1
    onWires &+= 1
    lines[line].next = lines[line].waiting > 0 ? cycle &+ 1 : nextArrival(line)
  }

  /// The first waiting input from the turn on, around.
  private func nextInTurn(_ line: Int) -> Int {
    var first = -1
    for place in lines[line].inputs where inputs[place].queued > 0 {
      if inputs[place].input >= lines[line].turn { return place }
      if first < 0 { first = place }
    }
    return first
  }

  // MARK: - Results

  /// Adds what the lines counted.
  func count(in bus: inout [BusLineCounts]) {
    for (line, number) in lineNumbers.enumerated() {
      bus[number].conflicts += counts.conflicts[line]
      bus[number].waitingInputs += counts.waitingInputs[line]
    }
    for place in 0..<inputs.count {
      bus[inputs[place].line].inputFifos[inputs[place].input].reach(inputs[place].occupancy)
    }
  }

  /// Adds everything that decides on the further course to a state.
  func describe(_ state: inout MachineState, at reference: Int) {
    state.add(onWires)
    state.add(queued)
    if onWires > 0 || queued > 0 { state.add(cycle - reference) }
    for line in lines { state.add(line.turn) }
    for place in 0..<inputs.count {
      state.add(inputs[place].queued)
      state.add(inputs[place].arrivals.count)
      for arrival in 0..<inputs[place].arrivals.count {
        state.add(inputs[place].arrivals.element(at: arrival) - reference)
      }
    }
  }
}
