/// Ceil, Floor and Round-11 (ONNX Operators); Round takes halves to the even neighbour. Floats of any
/// shape; the output has the input's type and shape.
package struct Rounding: RealFunction {
  private let rule: FloatingPointRoundingRule

  package init(_ rule: FloatingPointRoundingRule) { self.rule = rule }

  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { x.rounded(rule) }

  package func map(_ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Float>) {
    switch rule {
    case .up: mapElements(source, to: target) { $0.rounded(.up) }
    case .down: mapElements(source, to: target) { $0.rounded(.down) }
    default: mapElements(source, to: target) { $0.rounded(.toNearestOrEven) }
    }
  }
}
