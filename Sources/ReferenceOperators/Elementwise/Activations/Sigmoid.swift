import CKernels

/// Sigmoid (ONNX Operators): 1 / (1 + e^-x). Floats of any shape; the output has the input's type and shape.
package struct Sigmoid: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { 1 / (1 + .exp(-x)) }

  package func map(_ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Float>) {
    ck_sigmoid(source.baseAddress, target.baseAddress, source.count)
  }
}

/// HardSigmoid (ONNX Operators): alpha * x + beta held in [0, 1]; `alpha` defaults to 0.2, `beta` to 0.5. Floats of
/// any shape.
package struct HardSigmoid: RealFunction {
  private let alpha: Float
  private let beta: Float

  package init(_ node: NodeReader) throws(OperatorError) {
    alpha = try node.float("alpha", default: 0.2)
    beta = try node.float("beta", default: 0.5)
  }

  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element {
    .greater(0, .lesser(1, Element(alpha) * x + Element(beta)))
  }
}

/// HardSwish-14 (ONNX Operators): x times the hard sigmoid with alpha 1/6 and beta 1/2.
package struct HardSwish: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element {
    x * .greater(0, .lesser(1, x / 6 + 0.5))
  }
}

/// Swish-24 (ONNX Operators): x / (1 + e^(-alpha x)); `alpha` defaults to 1.
package struct Swish: RealFunction {
  private let alpha: Float

  package init(_ node: NodeReader) throws(OperatorError) { alpha = try node.float("alpha", default: 1) }

  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element {
    x / (1 + .exp(-Element(alpha) * x))
  }

  package func map(_ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Float>) {
    ck_swish(source.baseAddress, alpha, target.baseAddress, source.count)
  }
}

/// Mish-18 (ONNX Operators): x * tanh(softplus(x)).
package struct Mish: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { x * .tanh(Softplus()(x)) }
}
