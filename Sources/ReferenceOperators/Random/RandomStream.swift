import Glibc
import Tensors

/// Where a random operator's numbers come from: its `seed` attribute, else the run's seed, and the node's first
/// output, so that two nodes of one graph draw different numbers and every run the same.
///
/// ONNX leaves the generator open; this is SplitMix64.
struct RandomStream: Sendable {
  private let seed: UInt64?
  private let salt: UInt64

  init(_ node: NodeReader) throws(OperatorError) {
    // Dropout's is an integer, that of the others a float.
    if case .int(let value)? = node.node.attributes["seed"] {
      seed = UInt64(bitPattern: value)
    } else {
      seed = try node.float("seed").map { UInt64($0.bitPattern) }
    }
    // Fowler, Noll and Vo's hash (FNV-1a): the same in every process, as Swift's own is not.
    salt = (node.node.outputs.first ?? "").utf8.reduce(0xCBF2_9CE4_8422_2325) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
  }

  func generator(in context: ExecutionContext) -> SplitMix64 {
    SplitMix64(seed: (seed ?? context.seed) ^ salt)
  }
}

extension SplitMix64 {
  /// Uniform in [0, 1), with the 53 bits that a `Double` holds.
  mutating func nextDouble() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Normally distributed, mean 0 and deviation 1 (Box and Muller 1958).
  mutating func nextNormal() -> Double {
    (-2 * log(1 - nextDouble())).squareRoot() * cos(2 * Double.pi * nextDouble())
  }
}
