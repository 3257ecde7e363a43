/// A read port of the dense memory controller.
///
/// In the hardware a step queues all its packets at once. Which ones those are is known, so that the queue is kept
/// as the place in their sequence of the next one to send.
struct DenseReadPort: ~Copyable {
  /// The packets of a step on this port.
  private let weights: [DensePackets.Entry]
  private let window: [DensePackets.Entry]
  private let lastColumn: [DensePackets.Entry]
  private let slides: Bool
  /// The step whose packets are being sent, the next of them, and where that step's tile lies in its tensor.
  private var step: DenseStep
  private var position = 0
  private var origin = TileOrigin()
  /// Partial sums that go before all other packets.
  var psums = Fifo<ReturningPsum>()
  private(set) var weightPackets = 0
  private(set) var inputPackets = 0
  private(set) var psumPackets = 0

  /// A partial sum on its way back to the forwarder of its virtual neuron.
  struct ReturningPsum: BitwiseCopyable {
    var set: Int
    var value: Float
  }

  init(_ packets: DensePackets, port: Int, plan: DensePlan) {
    weights = packets.weights[port]
    window = packets.window[port]
    lastColumn = packets.lastColumn[port]
    slides = plan.slides
    step = DenseStep(plan.folding)
  }

  /// Whether the port ever sends anything but partial sums.
  var isUsed: Bool { !weights.isEmpty || !window.isEmpty }

  /// What the port sends in this cycle, if anything.
  /// - Parameter queued: steps whose packets are in the queue or sent.
  mutating func next(queued: Int, _ tensors: borrowing DenseTensors) -> (Packet, set: Int)? {
    if !psums.isEmpty {
      let psum = psums.pop()
      psumPackets &+= 1
      return (Packet(kind: .psum, value: psum.value), psum.set)
    }
    while step.index < queued {
      let count = packetCount
      guard position < count else {
        step.advance()
        position = 0
        continue
      }
      if position == 0 && tensors.hasValues { origin = tensors.origin(of: step) }
      let entry = entry(at: position)
      position &+= 1
      if step.sendsWeights {
        weightPackets &+= 1
        return (Packet(kind: .weight, value: tensors.weight(entry.element, origin)), entry.set)
      }
      inputPackets &+= 1
      return (Packet(kind: .activation, value: tensors.input(entry.element, origin)), entry.set)
    }
    return nil
  }

  private var sendsLastColumn: Bool { slides && step.y > 0 }

  private var packetCount: Int {
    step.sendsWeights ? weights.count : sendsLastColumn ? lastColumn.count : window.count
  }

  private func entry(at position: Int) -> DensePackets.Entry {
    step.sendsWeights ? weights[position] : sendsLastColumn ? lastColumn[position] : window[position]
  }

  mutating func skip(passes: Int, of steps: Int) { step.skip(passes: passes, of: steps) }

  /// - Parameter reference: the step that is queued next.
  func describe(_ state: inout MachineState, since reference: DenseStep) {
    guard isUsed else { return }
    state.add(reference.index - step.index)
    state.add(position)
    state.add(psums.count)
    for place in 0..<psums.count { state.add(psums.element(at: place).set) }
  }
}
