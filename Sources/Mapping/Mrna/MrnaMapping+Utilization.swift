extension MrnaConfiguration {
  /// The share of the multipliers that have an element.
  package func peakUtilization(_ multipliers: Int) -> Double {
    Double(neuronSize) * Double(neurons) / Double(multipliers)
  }

  /// The share of multipliers and steps in which something useful happens.
  package func averageUtilization(_ multipliers: Int) -> Double {
    elements / (Double(multipliers) * Double(steps))
  }

  /// Control steps: a product's rows take turns, everything else waits for its inputs.
  package var steps: UInt64 { kind == .product ? UInt64(filterStreams) : inputStreams }
}

extension MrnaMapping {
  /// Over all configurations, weighted with their steps.
  package func averageUtilization(_ multipliers: Int) -> Double {
    let steps = configurations.reduce(0) { $0 + Double($1.steps) }
    return configurations.reduce(0) { $0 + $1.averageUtilization(multipliers) * Double($1.steps) } / steps
  }
}
