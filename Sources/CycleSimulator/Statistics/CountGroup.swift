/// The counts of one component instance, as lists of fields: what summing runs needs to know of it.
protocol CountGroup {
  static var counts: [WritableKeyPath<Self, Int>] { get }
  static var fifos: [WritableKeyPath<Self, FifoCounts>] { get }
}

extension CountGroup {
  /// Adds what `times` runs with the counts of `other` would have counted.
  mutating func add(_ other: Self, times: Int) {
    for count in Self.counts { self[keyPath: count] += other[keyPath: count] * times }
    for fifo in Self.fifos { self[keyPath: fifo].add(other[keyPath: fifo], times: times) }
  }
}

extension FifoCounts {
  mutating func add(_ other: FifoCounts, times: Int) {
    pushes += other.pushes * times
    pops += other.pops * times
    maximumOccupancy = max(maximumOccupancy, other.maximumOccupancy)
  }
}

extension [Int] {
  /// Element by element.
  mutating func add(_ other: [Int], times: Int) {
    for index in indices where index < other.count { self[index] += other[index] * times }
  }
}

extension Array where Element: CountGroup {
  /// Instance by instance.
  mutating func add(_ other: [Element], times: Int) {
    for index in indices where index < other.count { self[index].add(other[index], times: times) }
  }
}

extension DistributionSwitchCounts: CountGroup {
  static var counts: [WritableKeyPath<Self, Int>] { [\.unicasts, \.broadcasts, \.leftSends, \.rightSends] }
  static var fifos: [WritableKeyPath<Self, FifoCounts>] { [] }
}

extension LinearMultiplierCounts: CountGroup {
  static var counts: [WritableKeyPath<Self, Int>] {
    [
      \.multiplications, \.forwardingsSent, \.forwardingsReceived, \.inputsReceived, \.weightsReceived,
      \.psumsReceived, \.weightFlushes, \.psumsForwarded, \.configurations,
    ]
  }
  static var fifos: [WritableKeyPath<Self, FifoCounts>] {
    [\.activationFifo, \.weightFifo, \.psumFifo, \.forwardingInputFifo, \.forwardingOutputFifo]
  }
}

extension MeshElementCounts: CountGroup {
  static var counts: [WritableKeyPath<Self, Int>] {
    [\.multiplications, \.topReceived, \.leftReceived, \.bottomSent, \.rightSent, \.configurations]
  }
  static var fifos: [WritableKeyPath<Self, FifoCounts>] {
    [\.topFifo, \.leftFifo, \.rightFifo, \.bottomFifo, \.outputFifo]
  }
}

extension AdderCounts: CountGroup {
  static var counts: [WritableKeyPath<Self, Int>] {
    [
      \.sums2to1, \.sums3to1, \.parentSends, \.lateralSends, \.foldSends, \.memorySends, \.configurations,
    ]
  }
  static var fifos: [WritableKeyPath<Self, FifoCounts>] {
    [\.leftFifo, \.rightFifo, \.outputFifo, \.lateralOutputFifo, \.lateralInputFifo]
  }
}

extension AccumulatorCounts: CountGroup {
  static var counts: [WritableKeyPath<Self, Int>] {
    [\.adds, \.memorySends, \.receives, \.registerReads, \.registerWrites, \.configurations]
  }
  static var fifos: [WritableKeyPath<Self, FifoCounts>] { [\.inputFifo, \.outputFifo] }
}
