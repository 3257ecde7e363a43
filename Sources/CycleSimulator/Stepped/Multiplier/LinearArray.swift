/// The multiplier network of flexible accelerators: a row of multipliers, with a link from each to the one before.
struct LinearArray: ~Copyable {
  private var multipliers: Bank<LinearMultiplier>
  private var active: ActiveSet

  init(_ roles: [LinearMultiplier.Role]) {
    var rest = roles[...]
    multipliers = Bank(count: roles.count) { LinearMultiplier(rest.removeFirst()) }
    active = ActiveSet(count: roles.count)
    for (multiplier, role) in roles.enumerated() where role.isForwarder { active.insert(multiplier) }
  }

  /// Puts a packet on a multiplier's wire from the distribution network.
  mutating func receive(_ packet: Packet, at multiplier: Int) {
    multipliers[multiplier].receive(packet)
    active.insert(multiplier)
  }

  /// - Returns: whether a multiplier had anything to do.
  mutating func cycle<Reduction: ReductionNetwork & ~Copyable>(to reduction: inout Reduction) -> Bool {
    var start = 0
    while let multiplier = active.takeFirst(from: start) {
      start = multiplier &+ 1
      if let output = multipliers[multiplier].cycle() {
        let psum = Psum(value: output.psum, virtualNeuron: multipliers[multiplier].role.virtualNeuron)
        reduction.receive(psum, from: multiplier)
        if let activation = output.activation {
          multipliers[multiplier &- 1].receiveActivation(activation)
          active.insert(multiplier &- 1)
        }
      }
      if multipliers[multiplier].isReady { active.insert(multiplier) }
    }
    return start > 0
  }

  var virtualNeurons: [Int] { multipliers.map { $0.role.virtualNeuron } }

  func statistics() -> MultiplierStatistics { .linear(multipliers.map { $0.statistics() }) }

  func describe(_ state: inout MachineState) {
    for multiplier in 0..<multipliers.count where multipliers[multiplier].role.isUsed {
      multipliers[multiplier].describe(&state)
    }
  }
}
