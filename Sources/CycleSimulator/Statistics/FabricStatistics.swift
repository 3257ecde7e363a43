/// Every counter of every component after a run, and the configuration that STONNE prints beside them.
///
/// Whatever controller and networks a machine has, and whichever engine simulated it, the counts come in this form.
package struct FabricStatistics: Hashable, Sendable {
  package var cycles = 0
  package var distribution: DistributionStatistics
  package var multipliers: MultiplierStatistics
  /// The virtual neuron that each multiplier served last, as STONNE prints it: -1 (on the mesh 0) where unused.
  package var virtualNeurons: [Int]
  package var reduction: ReductionStatistics
  package var memory: MemoryStatistics
  package var bus: [BusLineCounts]

  package init(
    cycles: Int, distribution: DistributionStatistics, multipliers: MultiplierStatistics, virtualNeurons: [Int],
    reduction: ReductionStatistics, memory: MemoryStatistics, bus: [BusLineCounts]
  ) {
    self.cycles = cycles
    self.distribution = distribution
    self.multipliers = multipliers
    self.virtualNeurons = virtualNeurons
    self.reduction = reduction
    self.memory = memory
    self.bus = bus
  }

  package var multiplications: Int { multipliers.multiplications }
  package var sramReads: Int { memory.reads }
  package var sramWrites: Int { memory.writes }
}
