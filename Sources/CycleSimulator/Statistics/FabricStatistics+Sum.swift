extension FabricStatistics {
  /// Adds what `times` further runs on the same fabric counted, each as `other`: counts add up, occupancies
  /// take the maximum, the configuration and the shares of zeros stay the first run's.
  ///
  /// A negative number takes back what was counted, occupancies apart.
  package mutating func add(_ other: FabricStatistics, times: Int = 1) {
    guard times != 0 else { return }
    cycles += other.cycles * times
    distribution.portWrites.add(other.distribution.portWrites, times: times)
    distribution.switches.add(other.distribution.switches, times: times)
    multipliers.add(other.multipliers, times: times)
    reduction.add(other.reduction, times: times)
    memory.add(other.memory, times: times)
    for index in bus.indices where index < other.bus.count { bus[index].add(other.bus[index], times: times) }
  }
}

extension MultiplierStatistics {
  fileprivate mutating func add(_ other: MultiplierStatistics, times: Int) {
    switch (self, other) {
    case (.linear(var multipliers), .linear(let others)):
      multipliers.add(others, times: times)
      self = .linear(multipliers)
    case (.mesh(var elements, let columns), .mesh(let others, _)):
      elements.add(others, times: times)
      self = .mesh(elements, columns: columns)
    default: preconditionFailure("counts of a linear array and of a mesh do not add up")
    }
  }
}

extension ReductionStatistics {
  fileprivate mutating func add(_ other: ReductionStatistics, times: Int) {
    adders.add(other.adders, times: times)
    accumulators.add(other.accumulators, times: times)
    inputWrites.add(other.inputWrites, times: times)
    lateralWrites.add(other.lateralWrites, times: times)
    foldWrites.add(other.foldWrites, times: times)
    accumulatorWrites.add(other.accumulatorWrites, times: times)
  }
}

extension MemoryStatistics {
  fileprivate mutating func add(_ other: MemoryStatistics, times: Int) {
    weightReads += other.weightReads * times
    inputReads += other.inputReads * times
    psumReads += other.psumReads * times
    psumWrites += other.psumWrites * times
    portWeights.add(other.portWeights, times: times)
    portInputs.add(other.portInputs, times: times)
    portPsums.add(other.portPsums, times: times)
    writePortUse.add(other.writePortUse, times: times)
    maximumVectors = max(maximumVectors, other.maximumVectors)
    reconfigurations += other.reconfigurations * times
  }
}

extension BusLineCounts {
  fileprivate mutating func add(_ other: BusLineCounts, times: Int) {
    conflicts += other.conflicts * times
    waitingInputs += other.waitingInputs * times
    sends += other.sends * times
    inputWrites.add(other.inputWrites, times: times)
    inputReceives.add(other.inputReceives, times: times)
    for index in inputFifos.indices where index < other.inputFifos.count {
      inputFifos[index].add(other.inputFifos[index], times: times)
    }
  }
}
