import Hardware

extension BoundNetwork {
  /// What a run of the network costs on a machine, where that follows from shapes: on dense machines it does, however
  /// the weights are pruned, unless shapes follow from values.
  /// - Returns: the totals of a run, clocks aside; `nil` where only a run tells.
  /// - Throws: `CancellationError`, the errors of tiles and simulations.
  package func totals(
    on hardware: HardwareConfiguration, options: AcceleratorOptions, prices: some LayerPrices, threads: Int,
    isInterrupted: () -> Bool
  ) throws -> RunTotals? {
    try PricingRun(folded, inference, on: hardware, options: options, threads: threads)
      .totals(prices, isInterrupted: isInterrupted)
  }
}

extension ShapedNetwork {
  /// What `stonne run --timing-only` costs on a machine.
  /// - Parameters:
  ///   - ratio: share of zeros in the weights of sparse machines.
  ///   - seed: of those zeros.
  ///   - memoryLimit: bytes that the operands and the output of one run may take.
  /// - Throws: ``TimingError``, `CancellationError`, the errors of tiles and simulations.
  package func totals(
    on hardware: HardwareConfiguration, options: AcceleratorOptions, ratio: Double, seed: UInt64, memoryLimit: Int,
    prices: some LayerPrices, threads: Int, isInterrupted: () -> Bool
  ) throws -> RunTotals {
    try requireShapes()
    let sparsity = RandomSparsity(ratio: ratio, seed: seed, memoryLimit: memoryLimit)
    let run = try PricingRun(
      graph, inference, on: hardware, options: options, sparsity: sparsity, threads: threads)
    guard let totals = try run.totals(prices, isInterrupted: isInterrupted) else {
      preconditionFailure("with all shapes known and no values, every layer has a price")
    }
    return totals
  }
}
