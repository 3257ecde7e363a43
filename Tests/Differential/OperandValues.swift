import Tensors

/// What the operands of a trial are made of.
struct OperandValues: CustomStringConvertible {
  enum Numbers: String, CaseIterable {
    /// -4 to 4: every order of additions gives the same sum.
    case whole
    /// -1 to 1.
    case fractions
    /// Fractions among infinities, NaN, negative zeros, and the largest and smallest numbers.
    case extremes
  }

  let numbers: Numbers
  /// Share of elements that are no zero by intent.
  let density: Float

  init(using random: inout SplitMix64) {
    numbers = [.whole, .whole, .fractions, .fractions, .extremes].randomElement(using: &random) ?? .whole
    density = Bool.random(using: &random) ? 1 : random.nextUnit()
  }

  func operand(count: Int, using random: inout SplitMix64) -> [Float] {
    (0..<count).map { _ in
      guard density == 1 || random.nextUnit() < density else { return 0 }
      switch numbers {
      case .whole: return Float(Int.random(in: -4...4, using: &random))
      case .fractions: return random.nextUnit() * 2 - 1
      case .extremes:
        return Int.random(in: 0..<20, using: &random) == 0
          ? Self.extremes.randomElement(using: &random) ?? 0 : random.nextUnit() * 2 - 1
      }
    }
  }

  private static let extremes: [Float] = [
    .infinity, -.infinity, .nan, -0.0, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    .leastNonzeroMagnitude, .leastNormalMagnitude,
  ]

  var description: String { "\(numbers.rawValue) with density \(density)" }
}
