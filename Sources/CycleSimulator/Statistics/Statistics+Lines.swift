/// The wires and FIFOs of each network in the order in which STONNE lists them.

extension DistributionStatistics {
  /// Writes of the wires into the trees, then of the wires inside, by (port, level, position).
  package var wireWrites: [Int] { portWrites + switches.flatMap { [$0.leftSends, $0.rightSends] } }
}

extension LinearMultiplierCounts {
  /// In the order of `.counters`.
  package var fifos: [FifoCounts] {
    [activationFifo, forwardingInputFifo, forwardingOutputFifo, weightFifo, psumFifo]
  }
}

extension MeshElementCounts {
  package var fifos: [FifoCounts] { [topFifo, leftFifo, rightFifo, bottomFifo, outputFifo] }
}

extension MultiplierStatistics {
  package var fifos: [FifoCounts] {
    switch self {
    case .linear(let multipliers): multipliers.flatMap(\.fifos)
    case .mesh(let elements, _): elements.flatMap(\.fifos)
    }
  }
}

extension AdderCounts {
  /// In the order of `.counters`.
  package var fifos: [FifoCounts] {
    [leftFifo, rightFifo, lateralInputFifo, lateralOutputFifo, outputFifo]
  }
}

extension AccumulatorCounts {
  package var fifos: [FifoCounts] { [inputFifo, outputFifo] }
}

extension ReductionStatistics {
  package var wireWrites: [Int] { inputWrites + lateralWrites + foldWrites + accumulatorWrites }
  package var fifos: [FifoCounts] { adders.flatMap(\.fifos) + accumulators.flatMap(\.fifos) }
}
