import CKernels

/// Gelu-20 (ONNX Operators): x times the normal distribution function; `approximate` is `none` (default,
/// by erf) or `tanh` (Hendrycks and Gimpel 2016). Floats of any shape; the output has the input's type and
/// shape.
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
    0.5 * x * (1 + (isApproximate ? .tanh(argument(x)) : .erf(argument(x))))
  }

  /// What tanh or erf is taken of.
  private func argument<Element: RealElement>(_ x: Element) -> Element {
    isApproximate
      ? Element((2 / Double.pi).squareRoot()) * (x + 0.044715 * x * x * x) : x * Element(0.5.squareRoot())
  }

  package func map(_ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Float>) {
    guard isApproximate else { return ck_gelu(source.baseAddress, target.baseAddress, source.count) }
    let part = 1024
    withUnsafeTemporaryAllocation(of: Float.self, capacity: part) { inner in
      for start in stride(from: 0, to: source.count, by: part) {
        let count = min(part, source.count - start)
        for i in 0..<count { inner[i] = argument(source[start + i]) }
        ck_tanh(inner.baseAddress, inner.baseAddress, count)
        for i in 0..<count { target[start + i] = 0.5 * source[start + i] * (1 + inner[i]) }
      }
    }
  }
}
