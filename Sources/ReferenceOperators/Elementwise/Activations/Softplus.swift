import Tensors

/// Softplus (ONNX Operators): log(1 + e^x), without overflow. Floats of any shape; the output has the input's type
/// and shape.
package struct Softplus: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element {
    x > 0 ? x + .log(onePlus: .exp(-x)) : .log(onePlus: .exp(x))
  }
}

/// Softsign (ONNX Operators): x / (1 + |x|).
package struct Softsign: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { x / (1 + abs(x)) }
}

/// Shrink-9 (ONNX Operators): x + bias below -lambd, x - bias above lambd, 0 between; `bias` defaults to
/// 0, `lambd` to 0.5. Numbers of any shape.
package struct Shrink: ArithmeticFunction {
  package static var types: [DataType] { DataType.numbers }
  private let bias: Float
  private let threshold: Float

  package init(_ node: NodeReader) throws(OperatorError) {
    bias = try node.float("bias", default: 0)
    threshold = try node.float("lambd", default: 0.5)
  }

  package func callAsFunction<Element: ArithmeticElement>(_ x: Element) -> Element {
    let value = x.asDouble
    if value < -Double(threshold) { return .nearest(to: value + Double(bias)) }
    return value > Double(threshold) ? .nearest(to: value - Double(bias)) : .zero
  }
}
