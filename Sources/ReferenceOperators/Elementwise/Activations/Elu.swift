/// Elu (ONNX Operators): x, or alpha * (e^x - 1) below zero; `alpha` defaults to 1. Floats of any
/// shape; the output has the input's type and shape.
package struct Elu: RealFunction {
  private let alpha: Float

  package init(_ node: NodeReader) throws(OperatorError) { alpha = try node.float("alpha", default: 1) }

  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element {
    x < 0 ? Element(alpha) * .expMinusOne(x) : x
  }
}

/// Celu-12 (ONNX Operators): max(0, x) + min(0, alpha * (e^(x / alpha) - 1)); `alpha` defaults to 1.
/// Floats of any shape.
package struct Celu: RealFunction {
  private let alpha: Float

  package init(_ node: NodeReader) throws(OperatorError) { alpha = try node.float("alpha", default: 1) }

  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element {
    // Of two numbers, `max` and `min` let the NaN fall away.
    guard x == x else { return x }
    let alpha = Element(alpha)
    return max(0, x) + min(0, alpha * .expMinusOne(x / alpha))
  }
}

/// Selu (ONNX Operators): gamma * x, or gamma * alpha * (e^x - 1) below zero.
///
/// `alpha` and `gamma` default to the constants of Klambauer et al. 2017; opset 1 rounds them. Floats of any
/// shape.
package struct Selu: RealFunction {
  private let alpha: Float
  private let gamma: Float

  package init(_ node: NodeReader) throws(OperatorError) {
    alpha = try node.float("alpha", default: node.version < 6 ? 1.6732 : 1.67326319217681884765625)
    gamma = try node.float("gamma", default: node.version < 6 ? 1.0507 : 1.05070102214813232421875)
  }

  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element {
    Element(gamma) * (x > 0 ? x : Element(alpha) * .expMinusOne(x))
  }
}
