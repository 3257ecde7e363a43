import Tensors

/// A floating-point format of 8 bits or fewer, by its fields (Micikevicius et al. 2022; Noune et al. 2022;
/// OCP Microscaling Formats 2023).
package struct SmallFloat: Sendable {
  /// What the codes with an all-ones exponent mean.
  package enum Specials: Sendable {
    /// Infinity and NaNs, as in IEEE 754.
    case ieee
    /// Only the all-ones code is NaN; there is no infinity.
    case onlyNaN
    /// Only negative zero's code is NaN; there is neither infinity nor negative zero.
    case unsignedZero
    /// Every code is a number.
    case none
  }

  package let exponentBits: Int
  package let fractionBits: Int
  package let bias: Int
  package let specials: Specials
  package let isSigned: Bool
  /// The value of each code, sign bit included.
  package let values: [Float]
  /// The largest finite code without its sign.
  package let largestCode: Int

  private init(exponent: Int, fraction: Int, bias: Int, _ specials: Specials, isSigned: Bool = true) {
    exponentBits = exponent
    fractionBits = fraction
    self.bias = bias
    self.specials = specials
    self.isSigned = isSigned
    let magnitudes = 1 << (exponent + fraction)
    let positive = (0..<magnitudes).map { code -> Float in
      let (field, rest) = (code >> fraction, code & (1 << fraction - 1))
      switch specials {
      case .ieee where field == 1 << exponent - 1: return rest == 0 ? .infinity : .nan
      case .onlyNaN where code == magnitudes - 1: return .nan
      default: break
      }
      let scale = Float(sign: .plus, exponent: max(field, isSigned ? 1 : 0) - bias - fraction, significand: 1)
      return scale * Float((field > 0 || !isSigned ? 1 << fraction : 0) + rest)
    }
    let negative = specials == .unsignedZero ? [.nan] + positive.dropFirst().map(-) : positive.map(-)
    values = isSigned ? positive + negative : positive
    largestCode = positive.lastIndex { $0.isFinite } ?? 0
  }

  /// The format of a type; `nil` where it is none of these.
  package init?(_ type: DataType) {
    switch type {
    case .float8E4M3FN: self.init(exponent: 4, fraction: 3, bias: 7, .onlyNaN)
    case .float8E4M3FNUZ: self.init(exponent: 4, fraction: 3, bias: 8, .unsignedZero)
    case .float8E5M2: self.init(exponent: 5, fraction: 2, bias: 15, .ieee)
    case .float8E5M2FNUZ: self.init(exponent: 5, fraction: 2, bias: 16, .unsignedZero)
    case .float4E2M1: self.init(exponent: 2, fraction: 1, bias: 1, .none)
    case .float8E8M0: self.init(exponent: 8, fraction: 0, bias: 127, .onlyNaN, isSigned: false)
    default: return nil
    }
  }

  private var signBit: Int { isSigned ? 1 << (exponentBits + fractionBits) : 0 }

  /// The code of NaN: the quiet one of IEEE's; negative zero's where a format has none.
  private var nan: Int {
    switch specials {
    case .ieee: ((1 << exponentBits - 1) << 1 | 1) << (fractionBits - 1)
    case .onlyNaN: 1 << (exponentBits + fractionBits) - 1
    case .unsignedZero, .none: signBit
    }
  }

  /// The code of the nearest value, ties to even.
  /// - Parameter saturate: whether what lies beyond the largest value becomes it, rather than infinity or NaN.
  package func encode(_ value: Float, saturate: Bool) -> UInt8 {
    guard !value.isNaN else {
      return UInt8(nan | (specials == .unsignedZero || value.sign == .plus ? 0 : signBit))
    }
    let magnitude = abs(value)
    let sign = value.sign == .minus ? signBit : 0
    let code = nearestCode(magnitude)
    if code > largestCode {
      if saturate || specials == .none { return UInt8(largestCode | sign) }
      return UInt8(
        specials == .ieee
          ? (1 << exponentBits - 1) << fractionBits | sign : specials == .unsignedZero ? nan : nan | sign)
    }
    return UInt8(code == 0 && specials == .unsignedZero ? 0 : code | sign)
  }

  /// The code of the nearest magnitude, one past the largest where that would be rounded beyond it.
  private func nearestCode(_ magnitude: Float) -> Int {
    var (low, high) = (0, largestCode + 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if values[middle] <= magnitude { low = middle } else { high = middle }
    }
    guard magnitude.isFinite else { return largestCode + 1 }
    let step = low == 0 ? values[1] - values[0] : values[low] - values[low - 1]
    let next = low < largestCode ? values[low + 1] : values[low] + step
    let (below, above) = (magnitude - values[low], next - magnitude)
    return below < above || below == above && low & 1 == 0 ? low : low + 1
  }
}
