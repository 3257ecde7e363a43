/// An accumulator: adds up the partial sums of an output, one packet a cycle, and sends the total on.
struct Accumulator: ~Copyable {
  var wire = PsumWire()
  private var input = Fifo<Psum>()
  private var register = Psum(value: 0, virtualNeuron: 0)
  /// Partial sums in the register, and how many make an output.
  private var collected = 0
  private var folds = 1
  private var counts = AccumulatorCounts()

  /// Starts on outputs of `folds` partial sums each.
  mutating func configure(folds: Int) {
    self.folds = folds
    collected = 0
    counts.configurations &+= 1
  }

  /// Receives, accumulates and, on the last partial sum, gives the total.
  mutating func cycle() -> Psum? {
    if wire.receive(into: &input) > 0 { counts.receives &+= 1 }
    guard !input.isEmpty else { return nil }
    let psum = input.pop()
    if collected == 0 {
      register = psum
    } else {
      register.value += psum.value
      counts.adds &+= 1
      counts.registerReads &+= 1
    }
    counts.registerWrites &+= 1
    collected &+= 1
    guard collected == folds else { return nil }
    collected = 0
    counts.memorySends &+= 1
    return register
  }

  /// Whether a packet waits for the next cycle.
  var isReady: Bool { !input.isEmpty }

  /// The counters so far; the output FIFO is passed within the cycle.
  func statistics() -> AccumulatorCounts {
    var counts = counts
    counts.inputFifo = input.counts
    counts.outputFifo = .passingThrough(counts.memorySends)
    return counts
  }

  func describe(_ state: inout MachineState) {
    state.add(wire)
    state.add(input)
    state.add(collected)
    if collected > 0 { state.add(register) }
  }
}
