import Hardware
import Workload

/// The memory controller of dense layers (STONNE's MAERI_DENSE_WORKLOAD): weight stationary, pass after pass.
struct DenseController: ~Copyable {
  private let plan: DensePlan
  private var tensors: DenseTensors
  private var ports: Bank<DenseReadPort>
  /// The next step to queue.
  private var step: DenseStep
  private var registers: [OutputRegister]
  /// The set of each virtual neuron's forwarder.
  private let forwarders: [Int]
  private let leavesPerPort: Int
  private var writeQueue = WriteQueue()
  /// Results that came back, of all that have to.
  private(set) var retired = 0
  private var statistics: MemoryStatistics

  /// - Parameter forwarders: the destination set of each virtual neuron's forwarder; none without forwarders.
  init(
    _ plan: DensePlan, _ operands: LayerOperands?, packets: DensePackets, forwarders: [Int],
    on hardware: HardwareConfiguration
  ) {
    self.plan = plan
    self.forwarders = forwarders
    leavesPerPort = hardware.multipliers / hardware.distributionBandwidth
    tensors = DenseTensors(plan, operands)
    var port = 0
    ports = Bank(count: hardware.distributionBandwidth) {
      defer { port += 1 }
      return DenseReadPort(packets, port: port, plan: plan)
    }
    step = DenseStep(plan.folding)
    registers = (0..<plan.neurons.count).map { OutputRegister(neuron: $0, plan) }
    statistics = MemoryStatistics(
      readPorts: hardware.distributionBandwidth, writePorts: hardware.collectionBandwidth,
      dataflow: "CNN_DATAFLOW")
  }

  var isFinished: Bool { retired == plan.retired }
  var outputs: [Float] { tensors.output }

  /// - Returns: whether there was anything to do.
  mutating func cycle(
    from bus: inout CollectionBus, to distribution: inout DistributionNetwork, _ multipliers: inout LinearArray
  ) -> Bool {
    let queued = queueStep()
    let received = retireResults(&bus)
    let sent = send(to: &distribution, &multipliers)
    return queued || received || sent
  }

  /// Queues the packets of one step, unless its filters have to wait for results of those before.
  private mutating func queueStep() -> Bool {
    guard !step.isFinished else { return false }
    guard lead >= 0 else { return false }
    if step.sendsWeights {
      statistics.weightReads += tensors.reads(of: step)
    } else {
      statistics.inputReads += tensors.reads(of: step)
    }
    step.advance()
    return true
  }

  /// Results that came back beyond those that the pass of the next step has to wait for. The rule leaves the batch out:
  /// after the first batch elements it waits for nothing any more.
  private var lead: Int {
    step.pass.n > 0 ? .max : retired - plan.filtersNeeded(step.pass) * plan.retiredPerFilter
  }

  private mutating func retireResults(_ bus: inout CollectionBus) -> Bool {
    let before = retired
    writeQueue.drain(&bus) { result in
      let neuron = result.virtualNeuron
      if let address = registers[neuron].address(plan) {
        tensors.write(result.value, at: address)
        statistics.psumWrites &+= 1
      }
      retired &+= 1
      if registers[neuron].retire(plan) {
        statistics.psumReads &+= 1
        let port = neuron &* plan.neurons.size / leavesPerPort
        ports[port].psums.push(.init(set: forwarders[neuron], value: result.value))
      }
    }
    return retired > before
  }

  private mutating func send(to distribution: inout DistributionNetwork, _ multipliers: inout LinearArray) -> Bool
  {
    var hasSent = false
    for port in 0..<ports.count {
      guard let (packet, set) = ports[port].next(queued: step.index, tensors) else { continue }
      distribution.send(packet, to: set, of: &multipliers)
      hasSent = true
    }
    return hasSent
  }

  /// - Parameter lines: what the bus lines counted: every packet that they sent came here.
  func statistics(bus lines: [BusLineCounts]) -> MemoryStatistics {
    var statistics = statistics
    statistics.portWeights = ports.map { $0.weightPackets }
    statistics.portInputs = ports.map { $0.inputPackets }
    statistics.portPsums = ports.map { $0.psumPackets }
    statistics.writePortUse = lines.map { $0.sends }
    return statistics
  }

  // MARK: - Skipping passes

  /// The pass that is being queued, where its first step was queued in this cycle.
  var begunPass: DensePass? { step.index % plan.stepsPerPass == 1 ? step.pass : nil }

  /// Goes on as if `passes` more passes like the last one were over.
  mutating func skip(passes: Int) {
    step.skip(passes: passes, of: plan.stepsPerPass)
    for port in 0..<ports.count { ports[port].skip(passes: passes, of: plan.stepsPerPass) }
    for neuron in registers.indices { registers[neuron].skip(passes: passes) }
    retired += passes * plan.retiredPerPass
  }

  func describe(_ state: inout MachineState) {
    state.add(lead)
    for port in 0..<ports.count { ports[port].describe(&state, since: step) }
    for register in registers { register.describe(&state, since: step.pass) }
    writeQueue.describe(&state)
  }
}
