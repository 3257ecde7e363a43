/// Sin-7 (ONNX Operators); radians, as all of these. Floats of any shape; the output has the
/// input's type and shape.
package struct Sine: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .sin(x) }
}

/// Cos-7 (ONNX Operators).
package struct Cosine: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .cos(x) }
}

/// Tan-7 (ONNX Operators).
package struct Tangent: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .tan(x) }
}

/// Asin-7 (ONNX Operators).
package struct Arcsine: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .asin(x) }
}

/// Acos-7 (ONNX Operators).
package struct Arccosine: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .acos(x) }
}

/// Atan-7 (ONNX Operators).
package struct Arctangent: RealFunction {
  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { .atan(x) }
}
