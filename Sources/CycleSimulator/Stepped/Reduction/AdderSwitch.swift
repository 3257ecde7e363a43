/// An adder switch of the reduction tree.
struct AdderSwitch: ~Copyable {
  /// Wires that bring what was sent in the last cycle.
  private(set) var left = PsumWire()
  private(set) var right = PsumWire()
  private(set) var lateral = PsumWire()
  private(set) var folding = PsumWire()
  private var leftInput = Fifo<Psum>()
  private var rightInput = Fifo<Psum>()
  private var lateralInput = Fifo<Psum>()
  private var foldInput = Fifo<Psum>()
  /// The partial sum that a folding node keeps, and of how many folds.
  private var register = Psum(value: 0, virtualNeuron: 0)
  private var folded = 0
  private var folds: Int
  private let configuration: AdderConfiguration
  private let isLeftOfPair: Bool
  private var counts = AdderCounts()
  /// Messages sent upwards, wherever that leads.
  private(set) var upwardSends = 0

  /// The wires into an adder: from its children, from its neighbour, and the folding links from below.
  enum Input {
    case left
    case right
    case lateral
    case folding
  }

  /// What an adder sends in a cycle: one packet, or two where it passes both inputs on.
  struct Output {
    var up: (Psum, Psum?)?
    /// For the neighbour.
    var lateral: Psum?
  }

  /// - Parameters:
  ///   - isLeftOfPair: of two nodes that share an augmented link, the left one.
  ///   - folds: partial sums of an output.
  init(_ configuration: AdderConfiguration, isLeftOfPair: Bool, folds: Int) {
    self.configuration = configuration
    self.isLeftOfPair = isLeftOfPair
    self.folds = folds
  }

  /// Puts a message of one packet or two on a wire, to be received in the next cycle.
  mutating func receive(_ first: Psum, _ second: Psum?, on input: Input) {
    switch input {
    case .left: left.send(first, second)
    case .right: right.send(first, second)
    case .lateral: lateral.send(first, second)
    case .folding: folding.send(first, second)
    }
  }

  /// Receives what the wires bring, works on it by mode, and gives what to send.
  mutating func cycle() -> Output {
    _ = left.receive(into: &leftInput)
    _ = right.receive(into: &rightInput)
    _ = lateral.receive(into: &lateralInput)
    _ = folding.receive(into: &foldInput)
    var output = Output()
    switch configuration.mode {
    case .add2to1: add2to1(&output)
    case .add3to1: add3to1(&output)
    case .split: split(&output)
    case .forward: forward(&output)
    case .fold: fold(&output)
    }
    count(output)
    return output
  }

  /// Whether something can happen in the next cycle even if no wire brings anything.
  var isReady: Bool {
    switch configuration.mode {
    case .add2to1:
      switch (leftInput.isEmpty, rightInput.isEmpty) {
      case (false, false): true
      case (false, true): !configuration.rightChildEnabled
      case (true, false): !configuration.leftChildEnabled
      case (true, true): false
      }
    case .add3to1: !leftInput.isEmpty && !rightInput.isEmpty && !lateralInput.isEmpty
    case .split, .forward: !leftInput.isEmpty || !rightInput.isEmpty
    case .fold: !foldInput.isEmpty
    }
  }

  private mutating func count(_ output: Output) {
    if output.lateral != nil { counts.lateralSends &+= 1 }
    guard let (_, second) = output.up else { return }
    let packets = second == nil ? 1 : 2
    upwardSends &+= 1
    counts.outputFifo.pushes &+= packets
    counts.outputFifo.pops &+= packets
    counts.outputFifo.reach(packets)
  }

  /// The counters so far, but for what ``upwardSends`` lead to.
  func statistics() -> AdderCounts {
    var counts = counts
    counts.leftFifo = leftInput.counts
    counts.rightFifo = rightInput.counts
    counts.lateralInputFifo = lateralInput.counts
    counts.lateralOutputFifo = .passingThrough(counts.lateralSends)
    return counts
  }

  // MARK: - Modes

  private mutating func add2to1(_ output: inout Output) {
    let sum: Psum
    switch (leftInput.isEmpty, rightInput.isEmpty) {
    case (false, false):
      sum = Self.sum(leftInput.pop(), rightInput.pop())
      counts.sums2to1 &+= 1
    case (false, true) where !configuration.rightChildEnabled: sum = leftInput.pop()
    case (true, false) where !configuration.leftChildEnabled: sum = rightInput.pop()
    default: return
    }
    if configuration.link == .none { output.up = (sum, nil) } else { output.lateral = sum }
  }

  private mutating func add3to1(_ output: inout Output) {
    guard !leftInput.isEmpty, !rightInput.isEmpty, !lateralInput.isEmpty else { return }
    output.up = (Self.sum(Self.sum(leftInput.pop(), rightInput.pop()), lateralInput.pop()), nil)
    counts.sums3to1 &+= 1
  }

  /// The input next to the neighbour goes to it, the other one up.
  private mutating func split(_ output: inout Output) {
    let leftPacket = leftInput.isEmpty ? nil : leftInput.pop()
    let rightPacket = rightInput.isEmpty ? nil : rightInput.pop()
    output.lateral = isLeftOfPair ? rightPacket : leftPacket
    output.up = (isLeftOfPair ? leftPacket : rightPacket).map { ($0, nil) }
  }

  private mutating func forward(_ output: inout Output) {
    let leftPacket = leftInput.isEmpty ? nil : leftInput.pop()
    let rightPacket = rightInput.isEmpty ? nil : rightInput.pop()
    if let leftPacket {
      output.up = (leftPacket, rightPacket)
    } else if let rightPacket {
      output.up = (rightPacket, nil)
    }
  }

  private mutating func fold(_ output: inout Output) {
    guard !foldInput.isEmpty else { return }
    let psum = foldInput.pop()
    if folded == 0 {
      register = psum
    } else {
      register = Self.sum(register, psum)
      counts.sums2to1 &+= 1
    }
    folded &+= 1
    guard folded == folds else { return }
    folded = 0
    output.up = (register, nil)
  }

  /// Single-precision, in the order of the operands.
  private static func sum(_ a: Psum, _ b: Psum) -> Psum {
    Psum(value: a.value + b.value, virtualNeuron: a.virtualNeuron)
  }

  func describe(_ state: inout MachineState) {
    for wire in [left, right, lateral, folding] { state.add(wire) }
    state.add(leftInput)
    state.add(rightInput)
    state.add(lateralInput)
    state.add(foldInput)
    state.add(folded)
    if folded > 0 { state.add(register) }
  }
}
