import Sparsity

extension RunRequest {
  /// Prices the network on every machine, without tensors.
  ///
  /// - Returns: one result a machine, fewer where the run was interrupted.
  /// - Throws: ``TimingError`` for nodes whose shapes depend on values; the errors of the model, the machines, the tiles
  ///   and the simulations.
  package func time(
    observer: (any RunObserver)? = nil, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> [RunResult] {
    try time(on: targets(), observer: observer, isInterrupted: isInterrupted)
  }

  /// The same for machines that are known already.
  package func time(
    on targets: [RunResult.Machine], observer: (any RunObserver)? = nil,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> [RunResult] {
    let clock = ContinuousClock()
    let start = clock.now
    let options = try acceleratorOptions()
    let ratio = try PruningRatio(sparsity ?? 0).value
    let network = try ShapedNetwork(path: modelPath, inputs: inputs, bindings: bindings, context: context)
    let sparsity = RandomSparsity(ratio: ratio, seed: seed, memoryLimit: memoryLimit)
    let runs = try targets.map {
      try TimingRun(network, on: $0, options: options, sparsity: sparsity, threads: threads)
    }
    let preparation = start.duration(to: clock.now)
    var results: [RunResult] = []
    for run in runs {
      let start = clock.now
      var result = try run.run(observer: observer, isInterrupted: isInterrupted)
      result.wallSeconds = (preparation + start.duration(to: clock.now)).seconds
      results.append(result)
      if result.isPartial { break }
    }
    return results
  }
}
