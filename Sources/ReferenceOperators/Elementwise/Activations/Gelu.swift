/// Gelu-20 (ONNX Operators): x times the normal distribution function; `approximate` is `none` (default,
/// by erf) or `tanh` (Hendrycks and Gimpel 2016).
package struct Gelu: RealFunction {
  private let isApproximate: Bool

  package init(_ node: NodeReader) throws(OperatorError) {
    let mode = try node.string("approximate", default: "none")
    guard mode == "none" || mode == "tanh" else {
      throw .attribute("approximate", found: mode, expected: "none or tanh")
    }
    isApproximate = mode == "tanh"
  }

  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element {
    if isApproximate {
      let inner = Element((2 / Double.pi).squareRoot()) * (x + 0.044715 * x * x * x)
      return 0.5 * x * (1 + .tanh(inner))
    }
    return 0.5 * x * (1 + .erf(x * Element(0.5.squareRoot())))
  }
}
