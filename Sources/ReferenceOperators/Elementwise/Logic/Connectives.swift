import Tensors

/// And (ONNX Operators): inputs and output are bool, of shapes that broadcast, as for all of these.
package struct Conjunction: BinaryFunction {
  package static var types: [DataType] { [.bool] }
  package func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element {
    a != .zero && b != .zero ? .one : .zero
  }
}

/// Or (ONNX Operators), on bool.
package struct Disjunction: BinaryFunction {
  package static var types: [DataType] { [.bool] }
  package func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element {
    a != .zero || b != .zero ? .one : .zero
  }
}

/// Xor (ONNX Operators), on bool.
package struct ExclusiveDisjunction: BinaryFunction {
  package static var types: [DataType] { [.bool] }
  package func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element {
    (a != .zero) != (b != .zero) ? .one : .zero
  }
}

/// Not (ONNX Operators), on bool.
package struct LogicalNot: ArithmeticFunction {
  package static var types: [DataType] { [.bool] }
  package func callAsFunction<Element: ArithmeticElement>(_ x: Element) -> Element { x == .zero ? .one : .zero }
}
