/// What the memory sends to multipliers.
struct Packet: BitwiseCopyable {
  enum Kind: Int, BitwiseCopyable {
    case weight
    case activation
    /// A partial sum of earlier folds, for a forwarder.
    case psum
  }

  var kind: Kind
  var value: Float
}
