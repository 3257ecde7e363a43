import ArgumentParser

/// Whether a run computes tensors.
struct TimingOptions: ParsableArguments {
  @Flag(
    help: """
      Cycles, counters and energy only, from shapes alone: weights may be absent. Weights of sparse \
      controllers get random zeros, as many as --sparsity says.
      """)
  var timingOnly = false

  /// - Throws: where other options ask for tensors.
  func check(machines: MachineOptions, pruning: PruningOptions, checks: CheckOptions) throws {
    guard timingOnly else { return }
    if machines.paths.isEmpty { throw ValidationError("--timing-only needs --hw.") }
    if checks.check { throw ValidationError("--timing-only computes no outputs that --check could compare.") }
    if checks.expect != nil {
      throw ValidationError("--timing-only computes no outputs that --expect could compare.")
    }
    if pruning.prune != nil || pruning.sparsityMap != nil {
      throw ValidationError("--timing-only takes --sparsity alone: it prunes no weights.")
    }
  }
}
