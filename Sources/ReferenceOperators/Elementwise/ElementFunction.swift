import CKernels
import Tensors

/// A function of one element of any arithmetic type.
package protocol ArithmeticFunction: Sendable {
  static var types: [DataType] { get }
  func callAsFunction<Element: ArithmeticElement>(_ x: Element) -> Element
  /// Applies the function to every element, in place where nobody else refers to the memory.
  ///
  /// The loop is a requirement, though one default serves all: a call through ``Operator`` reaches code that
  /// knows nothing of the function, and only the function's own conformance holds a loop compiled for it.
  func map(_ value: consuming Tensor, threads: Int) throws(OperatorError) -> Tensor
}

extension ArithmeticFunction {
  package func map(_ value: consuming Tensor, threads: Int) throws(OperatorError) -> Tensor {
    let type = value.dataType
    var kernel = ArithmeticKernel(function: self, threads: threads, value: value)
    try type.dispatch(&kernel)
    return kernel.value
  }
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
    mapElements(source, to: target) { self($0) }
  }
}

/// A function of two elements of one arithmetic type.
package protocol BinaryFunction: Sendable {
  static var types: [DataType] { get }
  /// The kernel that computes the function on `Float`; `nil` (default) where there is none.
  static var floatKernel: ck_pairing? { get }
  func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element
  /// - Throws: ``OperatorError/value(_:)`` for a right operand that the function has no result for.
  func check<Element: ArithmeticElement>(right: UnsafeBufferPointer<Element>) throws(OperatorError)
  /// Applies the function to tensors of one type that broadcast to `shape`. A requirement for the reason that
  /// ``ArithmeticFunction/map(_:threads:)`` is one.
  func combine(
    _ left: consuming Tensor, _ right: consuming Tensor, to shape: Shape, threads: Int
  ) throws(OperatorError) -> Tensor
}

extension BinaryFunction {
  package static var floatKernel: ck_pairing? { nil }

  package func check<Element: ArithmeticElement>(right: UnsafeBufferPointer<Element>) throws(OperatorError) {}

  package func combine(
    _ left: consuming Tensor, _ right: consuming Tensor, to shape: Shape, threads: Int
  ) throws(OperatorError) -> Tensor {
    let type = left.dataType
    var kernel = BinaryKernel(function: self, left: left, right: right, shape: shape, threads: threads)
    return try type.dispatch(&kernel)
  }
}

/// A binary function on one element type.
struct ElementPair<Function: BinaryFunction, Element: ArithmeticElement>: PairFunction {
  let function: Function

  func callAsFunction(_ a: Element, _ b: Element) -> Element { function(a, b) }

  func apply(to rows: PairRows<Element, Element>) {
    guard Element.self == Float.self, let kernel = Function.floatKernel else { return applyByElement(to: rows) }
    var pairs = ck_pairs(
      a: UnsafeRawPointer(rows.left).assumingMemoryBound(to: Float.self),
      b: UnsafeRawPointer(rows.right).assumingMemoryBound(to: Float.self),
      y: UnsafeMutableRawPointer(rows.result).assumingMemoryBound(to: Float.self), a_row: rows.leftStep,
      b_row: rows.rightStep, a_repeats: rows.leftRepeats, b_repeats: rows.rightRepeats, rows: rows.count,
      length: rows.length)
    ck_combine(kernel, &pairs)
  }
}

/// A relation between two elements of one type.
package protocol Relation: Sendable {
  static var types: [DataType] { get }
  func callAsFunction<Element: Comparable>(_ a: Element, _ b: Element) -> Bool
  /// Compares tensors of one type that broadcast to `shape`. A requirement for the reason that
  /// ``ArithmeticFunction/map(_:threads:)`` is one.
  func compare(_ left: Tensor, _ right: Tensor, to shape: Shape, threads: Int) throws(OperatorError) -> Tensor
}

extension Relation {
  package func compare(
    _ left: Tensor, _ right: Tensor, to shape: Shape, threads: Int
  ) throws(OperatorError) -> Tensor {
    var kernel = ComparisonKernel(relation: self, left: left, right: right, shape: shape, threads: threads)
    if let a = left.strings, let b = right.strings { return kernel.compare(a, b) }
    return try left.dataType.dispatch(&kernel)
  }
}
