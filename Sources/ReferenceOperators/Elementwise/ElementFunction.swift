import Tensors

/// A function of one element of any arithmetic type.
package protocol ArithmeticFunction: Sendable {
  static var types: [DataType] { get }
  func callAsFunction<Element: ArithmeticElement>(_ x: Element) -> Element
}

/// A function of one floating-point element.
package protocol RealFunction: Sendable {
  func callAsFunction<Element: RealElement>(_ x: Element) -> Element
  /// Applies the function to `Float` elements; `source` and `target` may be the same memory. The default
  /// calls it for one after another.
  func map(_ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Float>)
}

extension RealFunction {
  package func map(_ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Float>) {
    for i in 0..<source.count { target[i] = self(source[i]) }
  }
}

/// A function of two elements of one arithmetic type.
package protocol BinaryFunction: Sendable {
  static var types: [DataType] { get }
  func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element
  /// - Throws: ``OperatorError/value(_:)`` for a right operand that the function has no result for.
  func check<Element: ArithmeticElement>(right: UnsafeBufferPointer<Element>) throws(OperatorError)
}

extension BinaryFunction {
  package func check<Element: ArithmeticElement>(right: UnsafeBufferPointer<Element>) throws(OperatorError) {}
}

/// A relation between two elements of one type.
package protocol Relation: Sendable {
  static var types: [DataType] { get }
  func callAsFunction<Element: Comparable>(_ a: Element, _ b: Element) -> Bool
}
