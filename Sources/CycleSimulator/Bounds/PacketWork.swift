/// The packets of a dense layer's steps, and what they make the distribution network do.
struct PacketWork: BitwiseCopyable {
  /// One step's.
  struct Step: BitwiseCopyable {
    var packets = 0
    /// Packets that pass a switch, and writes of wires.
    var routings = 0
    var wireWrites = 0
  }

  private var weights = Step()
  private var window = Step()
  private var lastColumn = Step()
  private let levels: Int

  /// As if one port could send each element to all who need it.
  init(sharedIdeally plan: DensePlan, levels: Int) {
    self.levels = levels
    let tile = plan.tile
    let stride = plan.shape.stride
    func reached(_ size: Int, _ positions: Int) -> Int {
      stride >= size ? size * positions : size + (positions - 1) * stride
    }
    func step(_ packets: Int) -> Step {
      Step(packets: packets, routings: packets * levels, wireWrites: packets * (levels + 1))
    }
    let column = tile.n * tile.g * tile.c * reached(tile.r, tile.x)
    weights = step(tile.g * tile.k * tile.virtualNeuronSize)
    window = step(column * reached(tile.s, tile.y))
    lastColumn = step(column)
  }

  /// As it is counted for a tile.
  init(_ traffic: borrowing PortTraffic, levels: Int) {
    self.levels = levels
    weights = traffic.weights.work
    window = traffic.window.work
    lastColumn = traffic.lastColumn.work
  }

  /// Packets of a pass, over all ports.
  func packetsPerPass(_ plan: DensePlan) -> Int {
    Int(total(plan, passes: 1, \.packets)) + plan.psumsPerPass
  }

  /// Energy of the distribution network in all passes.
  func energy(_ plan: DensePlan, _ costs: ActivityCosts) -> Double {
    let psums = Double(plan.passes * plan.psumsPerPass)
    return (total(plan, passes: plan.passes, \.routings) + psums * Double(levels)) * costs.routing
      + (total(plan, passes: plan.passes, \.wireWrites) + psums * Double(levels + 1)) * costs.distributionWire
  }

  private func total(_ plan: DensePlan, passes: Int, _ count: (Step) -> Int) -> Double {
    let folds = plan.neurons.folds
    let windows = plan.folding.x * plan.folding.y
    let whole = plan.slides ? plan.folding.x : windows
    return Double(passes * folds)
      * Double(count(weights) + whole * count(window) + (windows - whole) * count(lastColumn))
  }
}

extension PortTraffic.Packets {
  fileprivate var work: PacketWork.Step {
    PacketWork.Step(packets: loads.reduce(0) { $0 + Int($1) }, routings: routings, wireWrites: wireWrites)
  }
}

extension DensePlan {
  /// Partial sums that come back to forwarders in a pass.
  var psumsPerPass: Int { folding.x * folding.y * (retiredPerOutput - 1) * neurons.count }

  /// The energy of all that the layer makes its components do, FIFOs and configurations apart.
  func dynamicEnergy(_ work: PacketWork, _ profile: borrowing ReductionProfile, _ costs: ActivityCosts) -> Double {
    let products = Double(passes * inputStepsPerPass)
    let outputs = Double(passes * folding.x * folding.y)
    let count = Double(neurons.count)
    var energy = work.energy(self, costs)

    energy += products * count * Double(tile.virtualNeuronSize) * costs.multiplication
    if slides {
      let rowBeginnings = Double(passes * folding.x * neurons.folds)
      energy += (products - rowBeginnings) * count * Double(tile.c * tile.r * (tile.s - 1)) * costs.multiplierLink
    }
    energy += products * (Double(profile.sums2to1) * costs.sum2to1 + Double(profile.sums3to1) * costs.sum3to1)
    energy += products * Double(profile.wireWrites) * costs.reductionWire
    if profile.folds { energy += (products - outputs) * count * costs.sum2to1 }
    if profile.accumulates { energy += count * costs.accumulation(products: products, outputs: outputs) }

    let psums = Double(passes * psumsPerPass)
    energy += (Double(weightReads) + Double(inputReads) + psums) * costs.bufferRead
    energy += Double(psumWrites) * costs.bufferWrite
    let messages = Double(passes * folding.x * folding.y * retiredPerOutput * profile.exits)
    energy += (Double(retired) + messages) * costs.busWire
    return energy
  }
}
