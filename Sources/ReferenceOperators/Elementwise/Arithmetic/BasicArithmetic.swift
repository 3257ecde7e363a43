import CKernels
import Tensors

/// Add, Sum (ONNX Operators): a + b.
package struct Addition: BinaryFunction {
  package static var types: [DataType] { DataType.numbers }
  package static var floatKernel: ck_pairing? { ck_sum }
  package func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element { .sum(a, b) }
}

/// Sub (ONNX Operators): a - b.
package struct Subtraction: BinaryFunction {
  package static var types: [DataType] { DataType.numbers }
  package static var floatKernel: ck_pairing? { ck_difference }
  package func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element {
    .difference(a, b)
  }
}

/// Mul (ONNX Operators): a * b.
package struct Multiplication: BinaryFunction {
  package static var types: [DataType] { DataType.numbers }
  package static var floatKernel: ck_pairing? { ck_product_of }
  package func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element {
    .product(a, b)
  }
}

/// Div (ONNX Operators): a / b; integers truncate toward zero, and an integer zero divides nothing.
package struct Division: BinaryFunction {
  package static var types: [DataType] { DataType.numbers }
  package static var floatKernel: ck_pairing? { ck_quotient }
  package func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element {
    .quotient(a, b)
  }
  package func check<Element: ArithmeticElement>(right: UnsafeBufferPointer<Element>) throws(OperatorError) {
    try checkDivisors(right)
  }
}

/// Max (ONNX Operators): the larger one, NaN where either is.
package struct Maximum: BinaryFunction {
  package static var types: [DataType] { DataType.numbers }
  package static var floatKernel: ck_pairing? { ck_greater }
  package func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element {
    .greater(a, b)
  }
}

/// Min (ONNX Operators): the smaller one, NaN where either is.
package struct Minimum: BinaryFunction {
  package static var types: [DataType] { DataType.numbers }
  package static var floatKernel: ck_pairing? { ck_lesser }
  package func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element { .lesser(a, b) }
}

/// - Throws: ``OperatorError/value(_:)`` where an integer divisor is zero.
func checkDivisors<Element: ArithmeticElement>(_ divisors: UnsafeBufferPointer<Element>) throws(OperatorError) {
  for divisor in divisors where !Element.mayDivide(by: divisor) {
    throw .value("an integer is divided by zero")
  }
}
