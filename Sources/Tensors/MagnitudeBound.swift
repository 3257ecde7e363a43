/// A bound below which magnitudes count as zero.
///
/// Magnitudes are compared through their bit patterns without the sign: for floats of one sign the order of the
/// patterns is the order of the values, with infinity and then NaN as the largest. A NaN is never below a bound.
package struct MagnitudeBound: Hashable, Sendable {
  /// Of the smallest magnitude that is not below; from 1, that of the smallest number that is not zero, to that of the
  /// first NaN.
  package let pattern: UInt32

  /// The pattern of the first NaN.
  private static let firstNaN = Float.infinity.bitPattern + 1

  /// - Parameter pattern: of a magnitude; 0 stands for the smallest one that is not zero.
  package init(pattern: UInt32) { self.pattern = Swift.min(Swift.max(pattern, 1), Self.firstNaN) }

  /// What is zero, and nothing else, is below.
  package static let nonZero = MagnitudeBound(pattern: 1)

  /// Whether a value is not below the bound.
  package func admits(_ value: Float) -> Bool { value.magnitude.bitPattern >= pattern }
}
