import CKernels

/// Exp (ONNX Operators): floats of any shape; the output has the input's type and shape, here and below.
package struct Exponential: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .exp(x) }

  package func map(_ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Float>) {
    ck_exp(source.baseAddress, target.baseAddress, source.count)
  }
}

/// Log (ONNX Operators): the natural logarithm.
package struct Logarithm: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .log(x) }
}

/// Sqrt (ONNX Operators): NaN below zero.
package struct SquareRoot: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { x.squareRoot() }
}

/// Reciprocal (ONNX Operators): 1 / x.
package struct Reciprocal: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { 1 / x }
}

/// Erf-9 (ONNX Operators): the error function.
package struct ErrorFunction: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .erf(x) }

  package func map(_ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Float>) {
    ck_erf(source.baseAddress, target.baseAddress, source.count)
  }
}
