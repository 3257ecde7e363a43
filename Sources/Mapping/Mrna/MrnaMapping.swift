import Workload

/// A way to lay a layer onto the array, with mRNA's estimate of what it takes.
package struct MrnaMapping: Hashable, Sendable {
  package var tile: Tile
  package var configurations: [MrnaConfiguration]
  package var cycles: UInt64
  /// By configuration.
  package var events: [MrnaEvents]
  /// Of 8 bytes; `nil` for a matrix product, which mRNA has one mapping for and nothing to weigh.
  package var dramAccesses: UInt64?
  /// By ``MrnaEnergyFactors``; `nil` as ``dramAccesses``.
  package var energy: Double?
}

extension MrnaMapping {
  /// A mapping of a convolution.
  /// - Parameter partialSums: by configuration that adds them up, how many partial sums an output has there.
  init(
    _ shape: ConvolutionShape, channels: Int, filters: Int, _ configurations: [MrnaConfiguration],
    partialSums: [Int], multipliers: Int
  ) {
    tile = Tile(r: shape.r, s: shape.s, c: channels, k: filters)
    self.configurations = configurations
    cycles = configurations.reduce(0) { $0 &+ $1.cycles }
    events = configurations.map { $0.events(multipliers: multipliers) }
    let accesses = Self.dramAccesses(shape, partialSums)
    dramAccesses = accesses
    energy = MrnaEnergyFactors().energy(of: events, dramAccesses: accesses)
  }

  /// Accesses of 8 bytes, to 16-bit values: both operands and the outputs once, partial sums in blocks of
  /// 1,024 bytes.
  private static func dramAccesses(_ shape: ConvolutionShape, _ partialSums: [Int]) -> UInt64 {
    let outputs = shape.outputX &* shape.outputY &* shape.k
    let values = shape.x &* shape.y &* shape.c &+ shape.r &* shape.s &* shape.c &* shape.k &+ outputs
    let once = Int((Double(signed32(values &* 2)) / 8).rounded(.up))
    let blocks = partialSums.reduce(0) { $0 + Int(signed32(outputs &* $1)) / 512 }
    return UInt64(bitPattern: Int64(once)) &+ wrapped32(blocks &* 256)
  }
}
