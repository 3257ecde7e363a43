import Tensors

/// An element type that kernels compute with: `Float`, `Double` and the integers of 8 to 64 bits.
///
/// Integer arithmetic wraps, as in ONNX's reference implementation. float16 and bfloat16 are widened to
/// `Float` before a kernel sees them (``HalfPrecision``).
package protocol ArithmeticElement: TensorElement, Comparable {
  static var zero: Self { get }
  static var one: Self { get }
  /// The smallest and the largest value, infinities where there are any.
  static var lowest: Self { get }
  static var highest: Self { get }
  static func sum(_ a: Self, _ b: Self) -> Self
  static func difference(_ a: Self, _ b: Self) -> Self
  static func product(_ a: Self, _ b: Self) -> Self
  /// Integers truncate toward zero; their divisor is not zero (``mayDivide(by:)``).
  static func quotient(_ a: Self, _ b: Self) -> Self
  /// The remainder with the dividend's sign, as C's `fmod` and `%`; see ``quotient(_:_:)`` for integers.
  static func remainder(_ a: Self, _ b: Self) -> Self
  static func power(_ a: Self, _ b: Self) -> Self
  static func negated(_ a: Self) -> Self
  static func absolute(_ a: Self) -> Self
  /// -1, 0 or 1; NaN of NaN.
  static func sign(_ a: Self) -> Self
  /// The smaller one; NaN where either is.
  static func lesser(_ a: Self, _ b: Self) -> Self
  /// The larger one; NaN where either is.
  static func greater(_ a: Self, _ b: Self) -> Self
  /// Whether division by this value has a result; false for the integer zero.
  static func mayDivide(by b: Self) -> Bool
  /// The nearest value, integers truncated toward zero and held within their range.
  static func nearest(to value: Double) -> Self
  var asDouble: Double { get }
  static var isInteger: Bool { get }
  /// The value's low 64 bits, sign-extended; of a floating-point value the nearest integer toward zero.
  var low64: Int64 { get }
  /// The value of the low bits; for floating-point types the nearest value.
  static func wrapping(_ bits: Int64) -> Self
}

extension ArithmeticElement where Self: FixedWidthInteger {
  package static var one: Self { 1 }
  package static var lowest: Self { min }
  package static var highest: Self { max }
  package static func sum(_ a: Self, _ b: Self) -> Self { a &+ b }
  package static func difference(_ a: Self, _ b: Self) -> Self { a &- b }
  package static func product(_ a: Self, _ b: Self) -> Self { a &* b }
  package static func quotient(_ a: Self, _ b: Self) -> Self { a.dividedReportingOverflow(by: b).partialValue }
  package static func remainder(_ a: Self, _ b: Self) -> Self {
    a.remainderReportingOverflow(dividingBy: b).partialValue
  }
  package static func negated(_ a: Self) -> Self { 0 &- a }
  package static func absolute(_ a: Self) -> Self { a < 0 ? 0 &- a : a }
  package static func sign(_ a: Self) -> Self { a.signum() }
  package static func lesser(_ a: Self, _ b: Self) -> Self { b < a ? b : a }
  package static func greater(_ a: Self, _ b: Self) -> Self { a < b ? b : a }
  package static func mayDivide(by b: Self) -> Bool { b != 0 }
  package static func nearest(to value: Double) -> Self {
    if let exact = Self(exactly: value.rounded(.towardZero)) { return exact }
    return value.isNaN ? 0 : value < 0 ? min : max
  }
  package var asDouble: Double { Double(self) }
  package static var isInteger: Bool { true }
  package var low64: Int64 { Int64(truncatingIfNeeded: self) }
  package static func wrapping(_ bits: Int64) -> Self { Self(truncatingIfNeeded: bits) }
}

extension ArithmeticElement where Self: BinaryFloatingPoint {
  package static var one: Self { 1 }
  package static var lowest: Self { -infinity }
  package static var highest: Self { infinity }
  package static func sum(_ a: Self, _ b: Self) -> Self { a + b }
  package static func difference(_ a: Self, _ b: Self) -> Self { a - b }
  package static func product(_ a: Self, _ b: Self) -> Self { a * b }
  package static func quotient(_ a: Self, _ b: Self) -> Self { a / b }
  package static func remainder(_ a: Self, _ b: Self) -> Self { a.truncatingRemainder(dividingBy: b) }
  package static func negated(_ a: Self) -> Self { -a }
  package static func absolute(_ a: Self) -> Self { abs(a) }
  package static func sign(_ a: Self) -> Self { a > 0 ? 1 : a < 0 ? -1 : a == 0 ? 0 : a }
  package static func lesser(_ a: Self, _ b: Self) -> Self { a < b || a.isNaN ? a : b }
  package static func greater(_ a: Self, _ b: Self) -> Self { a > b || a.isNaN ? a : b }
  package static func mayDivide(by b: Self) -> Bool { true }
  package static func nearest(to value: Double) -> Self { Self(value) }
  package var asDouble: Double { Double(self) }
  package static var isInteger: Bool { false }
  package var low64: Int64 { .nearest(to: Double(self)) }
  package static func wrapping(_ bits: Int64) -> Self { Self(bits) }
}

extension ArithmeticElement {
  /// The value in another type: between integers the low bits are kept, a floating-point value becomes the
  /// nearest integer toward zero, held within the type's range.
  @inline(__always)
  package init<Source: ArithmeticElement>(converting source: Source) {
    self = Source.isInteger && Self.isInteger ? .wrapping(source.low64) : .nearest(to: source.asDouble)
  }
}

extension Float: ArithmeticElement {}
extension Double: ArithmeticElement {}
extension Int8: ArithmeticElement {}
extension Int16: ArithmeticElement {}
extension Int32: ArithmeticElement {}
extension Int64: ArithmeticElement {}
extension UInt8: ArithmeticElement {}
extension UInt16: ArithmeticElement {}
extension UInt32: ArithmeticElement {}
extension UInt64: ArithmeticElement {}
