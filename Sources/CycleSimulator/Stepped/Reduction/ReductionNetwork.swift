/// What adds up products on their way to the collection bus.
protocol ReductionNetwork: ~Copyable {
  /// Puts a product on the wire of its multiplier, to be received in the next cycle.
  mutating func receive(_ product: Psum, from multiplier: Int)

  /// - Returns: whether there was anything to do.
  mutating func cycle(to bus: inout CollectionBus) throws(SimulationError) -> Bool

  /// Adds all on which the further course depends to a state.
  func describe(_ state: inout MachineState)

  func statistics() -> ReductionStatistics
}
