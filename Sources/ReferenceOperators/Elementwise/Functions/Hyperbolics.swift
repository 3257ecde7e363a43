import CKernels

/// Sinh-9 (ONNX Operators): floats of any shape; the output has the input's type and shape, here and below.
package struct HyperbolicSine: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .sinh(x) }
}

/// Cosh-9 (ONNX Operators).
package struct HyperbolicCosine: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .cosh(x) }
}

/// Tanh (ONNX Operators).
package struct HyperbolicTangent: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .tanh(x) }

  package func map(_ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Float>) {
    ck_tanh(source.baseAddress, target.baseAddress, source.count)
  }
}

/// Asinh-9 (ONNX Operators).
package struct AreaSine: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .asinh(x) }
}

/// Acosh-9 (ONNX Operators).
package struct AreaCosine: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .acosh(x) }
}

/// Atanh-9 (ONNX Operators).
package struct AreaTangent: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .atanh(x) }
}
