/// The collection bus: lines that each take one packet a cycle to the global buffer, from the inputs in turn.
struct CollectionBus: ~Copyable {
  private let inputs: Int
  private var wires: Bank<PsumWire>
  private var fifos: Bank<Fifo<Psum>>
  private var lines: [Line]

  private struct Line {
    /// The input that is asked first.
    var turn = 0
    /// Wires with a message, and FIFOs with a packet.
    var pendingWires = 0
    var waitingInputs = 0
    var output: Psum?
    var counts: BusLineCounts
  }

  /// - Parameters:
  ///   - lines: packets that the bus takes a cycle.
  ///   - inputs: wires into each line.
  init(lines: Int, inputs: Int) {
    self.inputs = inputs
    self.lines = Array(repeating: Line(counts: BusLineCounts(inputs: inputs)), count: lines)
    wires = Bank(count: lines * inputs) { PsumWire() }
    fifos = Bank(count: lines * inputs) { Fifo() }
  }

  var lineCount: Int { lines.count }

  /// Puts a packet on a wire, to be received in the next cycle.
  mutating func send(_ packet: Psum, line: Int, input: Int) {
    let wire = line &* inputs &+ input
    if wires[wire].count == 0 { lines[line].pendingWires &+= 1 }
    wires[wire].send(packet)
  }

  /// Whether a message on a wire has yet to be received.
  func isPending(line: Int, input: Int) -> Bool { wires[line &* inputs &+ input].count > 0 }

  /// Takes what a line sent in its last cycle.
  mutating func takeOutput(of line: Int) -> Psum? { lines[line].output.take() }

  /// - Returns: whether there was anything to do.
  @discardableResult
  mutating func cycle() -> Bool {
    var isBusy = false
    for line in 0..<lines.count where lines[line].pendingWires > 0 || lines[line].waitingInputs > 0 {
      receive(line)
      arbitrate(line)
      isBusy = true
    }
    return isBusy
  }

  private mutating func receive(_ line: Int) {
    guard lines[line].pendingWires > 0 else { return }
    for input in 0..<inputs {
      let wire = line &* inputs &+ input
      let wasEmpty = fifos[wire].isEmpty
      let packets = wires[wire].receive(into: &fifos[wire])
      guard packets > 0 else { continue }
      lines[line].counts.inputReceives[input] &+= packets
      if wasEmpty { lines[line].waitingInputs &+= 1 }
    }
    lines[line].pendingWires = 0
  }

  private mutating func arbitrate(_ line: Int) {
    let waiting = lines[line].waitingInputs
    guard waiting > 0 else { return }
    lines[line].counts.waitingInputs &+= waiting
    if waiting > 1 { lines[line].counts.conflicts &+= 1 }
    var input = lines[line].turn
    while fifos[line &* inputs &+ input].isEmpty { input = input &+ 1 == inputs ? 0 : input &+ 1 }
    lines[line].output = fifos[line &* inputs &+ input].pop()
    lines[line].counts.sends &+= 1
    if fifos[line &* inputs &+ input].isEmpty { lines[line].waitingInputs &-= 1 }
    lines[line].turn = input &+ 1 == inputs ? 0 : input &+ 1
  }

  /// Each line's counters so far.
  func statistics() -> [BusLineCounts] {
    let writes = wires.map(\.writes)
    let occupancies = fifos.map { $0.counts }
    return lines.indices.map { line in
      var counts = lines[line].counts
      counts.inputWrites = Array(writes[line * inputs..<(line + 1) * inputs])
      counts.inputFifos = Array(occupancies[line * inputs..<(line + 1) * inputs])
      return counts
    }
  }

  func describe(_ state: inout MachineState) {
    for line in lines {
      state.add(line.turn)
      state.add(line.output)
    }
    for wire in 0..<wires.count {
      state.add(wires[wire])
      state.add(fifos[wire])
    }
  }
}
