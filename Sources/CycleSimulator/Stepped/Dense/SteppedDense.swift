import Hardware
import Workload

/// A dense layer on a linear array (MAERI_DENSE_WORKLOAD), one cycle after another.
struct SteppedDense<Reduction: ReductionNetwork & ~Copyable>: ~Copyable {
  private let plan: DensePlan
  private var controller: DenseController
  private var distribution: DistributionNetwork
  private var multipliers: LinearArray
  private var reduction: Reduction
  private var bus: CollectionBus
  private var cycles = 0

  init(
    _ plan: DensePlan, operands: LayerOperands?, on hardware: HardwareConfiguration, reduction: consuming Reduction
  ) {
    self.plan = plan
    var packets = DensePackets(plan, ports: hardware.distributionBandwidth, multipliers: hardware.multipliers)
    let forwarders = packets.addForwarders()
    controller = DenseController(plan, operands, packets: packets, forwarders: forwarders, on: hardware)
    distribution = DistributionNetwork(packets.sets, ports: hardware.distributionBandwidth)
    multipliers = LinearArray(plan.multiplierRoles(hardware.multipliers))
    self.reduction = reduction
    bus = CollectionBus(
      lines: hardware.collectionBandwidth, inputs: hardware.multipliers / hardware.collectionBandwidth + 1)
  }

  /// Runs to the last output.
  mutating func run(_ isStopped: () -> Bool) throws(SimulationError) -> LayerResult {
    repeat {
      try step()
      try stopPoint(cycles, isStopped)
    } while !isFinished
    return LayerResult(cycles: cycles, statistics: statistics(), outputs: controller.outputs)
  }

  var isFinished: Bool { controller.isFinished }

  /// One cycle.
  mutating func step() throws(SimulationError) {
    guard try cycle() else {
      throw .deadlock(cycle: cycles, outputs: controller.retired, of: plan.retired)
    }
  }

  func statistics() -> FabricStatistics {
    let lines = bus.statistics()
    return FabricStatistics(
      cycles: cycles, distribution: distribution.statistics(), multipliers: multipliers.statistics(),
      virtualNeurons: multipliers.virtualNeurons, reduction: reduction.statistics(),
      memory: controller.statistics(bus: lines), bus: lines)
  }

  /// Data flow against the order of these calls, so that what a component sends is received a cycle later.
  /// - Returns: whether anything moved. Where nothing does, nothing ever will.
  private mutating func cycle() throws(SimulationError) -> Bool {
    var hasMoved = controller.cycle(from: &bus, to: &distribution, &multipliers)
    hasMoved = bus.cycle() || hasMoved
    hasMoved = try reduction.cycle(to: &bus) || hasMoved
    hasMoved = multipliers.cycle(to: &reduction) || hasMoved
    distribution.cycle(to: &multipliers)
    cycles &+= 1
    return hasMoved
  }

  // MARK: - Skipping passes

  /// The pass that began in the last cycle, if one did.
  var begunPass: DensePass? { controller.begunPass }

  mutating func skip(passes: Int) { controller.skip(passes: passes) }

  func state() -> MachineState {
    var state = MachineState()
    controller.describe(&state)
    distribution.describe(&state)
    multipliers.describe(&state)
    reduction.describe(&state)
    bus.describe(&state)
    return state
  }
}
