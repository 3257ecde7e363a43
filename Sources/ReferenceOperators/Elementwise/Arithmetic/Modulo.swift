import Tensors

/// Mod with `fmod = 0` (ONNX Operators): the remainder with the divisor's sign. Inputs: integers (numbers
/// are taken) of any shapes that broadcast.
package struct FlooredModulo: BinaryFunction {
  package static var types: [DataType] { DataType.numbers }
  package func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element {
    let remainder = Element.remainder(a, b)
    return remainder != .zero && (remainder < .zero) != (b < .zero) ? .sum(remainder, b) : remainder
  }
  package func check<Element: ArithmeticElement>(right: UnsafeBufferPointer<Element>) throws(OperatorError) {
    try checkDivisors(right)
  }
}

/// Mod with `fmod = 1` (ONNX Operators): C's remainder, with the dividend's sign. Numbers of any
/// shapes that broadcast.
package struct TruncatedModulo: BinaryFunction {
  package static var types: [DataType] { DataType.numbers }
  package func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element {
    .remainder(a, b)
  }
  package func check<Element: ArithmeticElement>(right: UnsafeBufferPointer<Element>) throws(OperatorError) {
    try checkDivisors(right)
  }
}
