/// A processing element of the output-stationary mesh: multiplies the weight that comes from above with the
/// activation that comes from the left, and passes both on.
struct MeshElement: ~Copyable {
  /// Operands sent to this element, to be received in the next cycle.
  var topWire: Float?
  var leftWire: Float?
  private var top = Fifo<Float>()
  private var left = Fifo<Float>()
  private(set) var virtualNeuron = 0
  private var forwardsRight = false
  private var forwardsDown = false
  private var counts = MeshElementCounts()

  /// What an element sends in a cycle.
  struct Outcome {
    var product: Float
    var right: Float?
    var down: Float?
  }

  mutating func configure(virtualNeuron: Int, forwardsRight: Bool, forwardsDown: Bool) {
    self.virtualNeuron = virtualNeuron
    self.forwardsRight = forwardsRight
    self.forwardsDown = forwardsDown
    counts.configurations &+= 1
  }

  /// Receives, and multiplies where both operands are there.
  mutating func cycle() -> Outcome? {
    if let activation = leftWire.take() {
      left.push(activation)
      counts.leftReceived &+= 1
    }
    if let weight = topWire.take() {
      top.push(weight)
      counts.topReceived &+= 1
    }
    guard !left.isEmpty, !top.isEmpty else { return nil }
    let activation = left.pop()
    let weight = top.pop()
    counts.multiplications &+= 1
    if forwardsRight { counts.rightSent &+= 1 }
    if forwardsDown { counts.bottomSent &+= 1 }
    return Outcome(
      product: activation * weight, right: forwardsRight ? activation : nil, down: forwardsDown ? weight : nil)
  }

  /// The counters so far; the FIFOs of what is sent are passed within the cycle.
  func statistics() -> MeshElementCounts {
    var counts = counts
    counts.topFifo = top.counts
    counts.leftFifo = left.counts
    counts.rightFifo = .passingThrough(counts.rightSent)
    counts.bottomFifo = .passingThrough(counts.bottomSent)
    counts.outputFifo = .passingThrough(counts.multiplications)
    return counts
  }
}
