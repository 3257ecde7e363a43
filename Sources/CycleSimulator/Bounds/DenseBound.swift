import Hardware
import Workload

/// What a dense layer on a linear array takes at least, for one tile after another, without simulating any.
///
/// Nothing in the fabric ever holds anything up, so that each datum passes at the latest of the times at which what
/// it needs is there (see ``DenseStreams``). A bound takes some of these paths instead of all: a port sends the
/// packets of a pass one a cycle, the last ones have a known way to the bus, a bus line takes an output a cycle, and
/// the next pass may have to wait for them. Where those are the paths that count, a bound is the exact number of
/// cycles.
package struct DenseBound: ~Copyable {
  let shape: ConvolutionShape
  let hardware: HardwareConfiguration
  private let profiles: ReductionProfiles
  private var traffic: PortTraffic
  private var times: WindowTimes
  private var collection = LastCollection()

  /// - Parameters:
  ///   - hardware: a legal linear array.
  ///   - profiles: of that array.
  package init(_ shape: ConvolutionShape, on hardware: HardwareConfiguration, profiles: ReductionProfiles) {
    self.shape = shape
    self.hardware = hardware
    self.profiles = profiles
    traffic = PortTraffic(ports: hardware.distributionBandwidth, multipliers: hardware.multipliers)
    times = WindowTimes(ports: hardware.distributionBandwidth, multipliers: hardware.multipliers)
  }

  /// A bound that costs a few operations: steps, and packets shared out over all ports.
  /// - Parameter tile: fits on the array, its forwarders apart.
  package func quick(_ tile: Tile, _ costs: ActivityCosts?) -> CostBound {
    let plan = DensePlan(shape, tile: tile, on: hardware)
    guard plan.neurons.multipliers <= hardware.multipliers else { return .impossible }
    let work = PacketWork(sharedIdeally: plan, levels: traffic.leaves.trailingZeroBitCount)
    let ports = (plan.neurons.multipliers - 1) / traffic.leaves + 1
    let perPass = max(plan.stepsPerPass, (work.packetsPerPass(plan) - 1) / ports + 1)
    return CostBound(
      cycles: max(plan.passes * perPass, plan.retired / hardware.collectionBandwidth),
      dynamicEnergy: costs.map { plan.dynamicEnergy(work, profile(of: plan), $0) } ?? 0)
  }

  /// The bound, at a price of the order of the multipliers.
  /// - Parameter tile: legal for the layer on the array.
  package mutating func close(_ tile: Tile, _ costs: ActivityCosts?) -> CostBound {
    let plan = DensePlan(shape, tile: tile, on: hardware)
    let profile = profile(of: plan)
    traffic.measure(plan)
    let cycles = cycles(plan, profile)
    guard let costs else { return CostBound(cycles: cycles, dynamicEnergy: 0) }
    let work = PacketWork(traffic, levels: traffic.leaves.trailingZeroBitCount)
    return CostBound(cycles: cycles, dynamicEnergy: plan.dynamicEnergy(work, profile, costs))
  }

  private func profile(of plan: DensePlan) -> ReductionProfile {
    profiles[size: plan.neurons.size, count: plan.neurons.count]
  }

  // MARK: - Passes

  /// Passes whose gates are looked at one by one where they do not all wait for everything before them.
  private static var gatesExamined: Int { 4 }

  private mutating func cycles(_ plan: DensePlan, _ profile: ReductionProfile) -> Int {
    var begins = [PassBegin(pass: 0, cycle: 1)]
    let waiting = plan.passesThatWaitForAll
    if waiting > 1 {
      // Each finds the array empty, and takes as long as the first.
      let length = max(plan.stepsPerPass, end(of: 0, begins, plan, profile))
      begins.append(PassBegin(pass: waiting - 1, cycle: 1 + (waiting - 1) * length))
    } else {
      while begins.count <= Self.gatesExamined, begins.count < plan.passes,
        let begin = gate(to: begins.count, begins, plan, profile)
      {
        begins.append(PassBegin(pass: begins.count, cycle: begin))
      }
    }
    return end(of: plan.passes - 1, begins, plan, profile)
  }

  /// When a pass may begin at the earliest for the outputs of the one before; nil where it waits for none of those.
  private mutating func gate(
    to pass: Int, _ begins: [PassBegin], _ plan: DensePlan, _ profile: ReductionProfile
  ) -> Int? {
    var next = DensePass(plan.folding)
    next.advance(by: pass)
    let needed = plan.outputsAwaited(next) - (pass - 1) * plan.retiredPerPass
    guard next.n == 0, needed > 0 else { return nil }
    if needed >= plan.retiredPerPass { return end(of: pass - 1, begins, plan, profile) + 1 }
    // Some virtual neuron has to bring as many as the average, and before it the outputs that those complete.
    let window = ((needed - 1) / plan.neurons.count + 1) / plan.retiredPerOutput - 1
    guard window >= 0 else { return nil }
    times.start(pass - 1, begins, plan, traffic)
    times.compute(window: window, plan, traffic, profile)
    return times.earliest(plan.neurons.count) + 2
  }

  /// When the last output of a pass is written at the earliest.
  private mutating func end(
    of pass: Int, _ begins: [PassBegin], _ plan: DensePlan, _ profile: ReductionProfile
  ) -> Int {
    times.start(pass, begins, plan, traffic)
    times.compute(window: 0, plan, traffic, profile)
    // From the first output on, a bus line takes one after the other.
    let windows = plan.folding.x * plan.folding.y
    let served =
      times.earliest(plan.neurons.count) + profile.largestLine * ((windows - 1) * plan.retiredPerOutput + 1)
    if windows > 1 { times.compute(window: windows - 1, plan, traffic, profile) }
    return max(served, max(times.portsEnd, collection.lastWrite(of: times.outputs, profile)))
  }
}

/// A cycle before which a pass does not begin.
struct PassBegin: BitwiseCopyable {
  var pass: Int
  var cycle: Int
}

extension DensePlan {
  /// The first passes, each of which waits for all outputs of those before; 1 where only the first finds the array
  /// empty.
  fileprivate var passesThatWaitForAll: Int {
    let isCovered =
      folding.x * tile.x == shape.outputX && folding.y * tile.y == shape.outputY && tile.n == 1
    guard isCovered else { return 1 }
    return shape.filtersPerGroup % tile.k == 0 ? folding.g * folding.k : folding.k
  }
}
