/// A multiplier switch of the linear array.
///
/// It keeps the weights of all folds of a pass and uses them in turn. In forwarder mode the first one of a virtual
/// neuron multiplies nothing: it sends the partial sum of the folds before, or 0 for the first, into the tree.
struct LinearMultiplier: ~Copyable {
  /// What a multiplier is there for during a run.
  struct Role {
    var virtualNeuron = -1
    var folds = 1
    /// Windows of a row of outputs: the first takes its activations from memory, the others from the neighbour.
    var windows = 1
    /// Products between two sets of weights.
    var productsPerPass = 0
    var isForwarder = false
    /// A forwarder sends 0 as the first partial sum of an output; where sums of an earlier round go on, memory has
    /// that one too.
    var beginsSums = true
    /// Hands its activations to the multiplier before it; takes those of the one behind it.
    var sendsActivations = false
    var receivesActivations = false

    var isUsed: Bool { virtualNeuron >= 0 }
  }

  let role: Role
  /// The wires from the distribution network and from the neighbour: what they hold is read in the next cycle.
  private var wire: Packet?
  private var link: Float?
  private var activations = Fifo<Float>()
  private var forwarded = Fifo<Float>()
  private var weights = Fifo<Float>()
  /// Weights of the next pass that came before this pass was over.
  private var nextWeights = Fifo<Float>()
  private var productsLeft: Int
  private var fold = 0
  private var window = 0
  private var counts = LinearMultiplierCounts()
  private var psums = 0

  /// What a multiplier sends in a cycle.
  struct Output {
    var psum: Float
    /// For the neighbour.
    var activation: Float?
  }

  init(_ role: Role) {
    self.role = role
    productsLeft = role.productsPerPass
    counts.configurations = role.isUsed ? 1 : 0
  }

  mutating func receive(_ packet: Packet) { wire = packet }

  mutating func receiveActivation(_ value: Float) { link = value }

  mutating func cycle() -> Output? { role.isForwarder ? forward() : multiply() }

  /// Whether something can happen in the next cycle even if no wire brings anything.
  var isReady: Bool {
    if role.isForwarder { return startsSum || wire != nil || !activations.isEmpty }
    return weights.count >= role.folds && !(takesForwarded ? forwarded.isEmpty : activations.isEmpty)
  }

  private var startsSum: Bool { fold == 0 && role.beginsSums }
  private var takesForwarded: Bool { role.receivesActivations && window > 0 }

  // MARK: - Multiplying

  private mutating func multiply() -> Output? {
    receiveFromMemory()
    if let value = link.take() {
      forwarded.push(value)
      counts.forwardingsReceived &+= 1
    }
    guard isReady else { return nil }
    let activation = takesForwarded ? forwarded.pop() : activations.pop()
    let weight = weights.pop()
    weights.push(weight)
    counts.multiplications &+= 1
    psums &+= 1
    var output = Output(psum: activation * weight)
    if role.sendsActivations && window < role.windows &- 1 {
      output.activation = activation
      counts.forwardingsSent &+= 1
    }
    finishProduct()
    return output
  }

  private mutating func finishProduct() {
    productsLeft &-= 1
    fold &+= 1
    if fold == role.folds {
      fold = 0
      window = window &+ 1 == role.windows ? 0 : window &+ 1
    }
    if productsLeft == 0 && !nextWeights.isEmpty { startNextPass() }
  }

  // MARK: - Forwarding

  /// The first partial sum of an output is 0, and goes out as soon as the last one of the output before is through.
  private mutating func forward() -> Output? {
    if startsSum {
      fold = 1
      psums &+= 1
      return Output(psum: 0)
    }
    receiveFromMemory()
    guard !activations.isEmpty else { return nil }
    let psum = activations.pop()
    psums &+= 1
    counts.psumsForwarded &+= 1
    fold = fold &+ 1 == role.folds ? 0 : fold &+ 1
    return Output(psum: psum)
  }

  // MARK: - Receiving

  private mutating func receiveFromMemory() {
    guard let packet = wire.take() else { return }
    switch packet.kind {
    case .activation:
      activations.push(packet.value)
      counts.inputsReceived &+= 1
    case .psum:
      activations.push(packet.value)
      counts.psumsReceived &+= 1
    case .weight:
      counts.weightsReceived &+= 1
      receiveWeight(packet.value)
    }
  }

  /// The first weight of a pass replaces those of the pass before.
  ///
  /// A multiplier that lives on its neighbour's activations may not be done with that pass yet. STONNE drops weights
  /// that are still needed then and computes wrong outputs; here the new ones wait.
  private mutating func receiveWeight(_ value: Float) {
    if weights.count < role.folds {
      weights.push(value)
    } else if productsLeft > 0 {
      nextWeights.push(value)
    } else {
      flush()
      weights.push(value)
    }
  }

  private mutating func flush() {
    while !weights.isEmpty { _ = weights.pop() }
    counts.weightFlushes &+= 1
    productsLeft = role.productsPerPass
  }

  private mutating func startNextPass() {
    flush()
    while !nextWeights.isEmpty && weights.count < role.folds { weights.push(nextWeights.pop()) }
  }

  func statistics() -> LinearMultiplierCounts {
    var counts = counts
    counts.activationFifo = activations.counts
    counts.weightFifo = weights.counts
    counts.psumFifo = .passingThrough(psums)
    counts.forwardingInputFifo = forwarded.counts
    counts.forwardingOutputFifo = .passingThrough(counts.forwardingsSent)
    return counts
  }

  func describe(_ state: inout MachineState) {
    state.add(wire?.kind.rawValue ?? -1)
    state.add(link != nil)
    state.add(activations.count)
    state.add(forwarded.count)
    state.add(weights.count)
    state.add(nextWeights.count)
    state.add(productsLeft)
    state.add(fold)
    // Without links a multiplier does not care which window it is in.
    if role.sendsActivations || role.receivesActivations { state.add(window) }
  }
}
