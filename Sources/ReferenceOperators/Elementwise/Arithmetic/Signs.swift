import Tensors

/// Abs (ONNX Operators): the magnitude; the lowest integer stays itself. Numbers of any shape; the output
/// has the input's type and shape.
package struct AbsoluteValue: ArithmeticFunction {
  package static var types: [DataType] { DataType.numbers }
  package func callAsFunction<Element: ArithmeticElement>(_ x: Element) -> Element { .absolute(x) }
}

/// Neg (ONNX Operators): floats and signed integers of any shape.
package struct Negation: ArithmeticFunction {
  package static var types: [DataType] { DataType.floats + DataType.signedIntegers }
  package func callAsFunction<Element: ArithmeticElement>(_ x: Element) -> Element { .negated(x) }
}

/// Sign-9 (ONNX Operators): -1, 0 or 1. Numbers of any shape.
package struct Signum: ArithmeticFunction {
  package static var types: [DataType] { DataType.numbers }
  package func callAsFunction<Element: ArithmeticElement>(_ x: Element) -> Element { .sign(x) }
}
