extension RunComparison.Layer {
  /// Cycles of A and of B.
  var cyclesTexts: [String] { texts { NumberText.grouped($0.cycles) } }

  /// Energy of A and of B, in the energy table's unit.
  var energyTexts: [String] { texts { NumberText.fixed($0.energy, decimals: 0) } }

  /// Utilization of A and of B, in percent.
  var utilizationTexts: [String] { texts { NumberText.fixed($0.utilization * 100, decimals: 1) } }

  /// What a run has no cost of ran on its CPU, or is not in it.
  private func texts(_ text: (RunComparison.Cost) -> String) -> [String] {
    [(a, isInA), (b, isInB)].map { cost, isThere in cost.map(text) ?? (isThere ? "CPU" : "-") }
  }
}
