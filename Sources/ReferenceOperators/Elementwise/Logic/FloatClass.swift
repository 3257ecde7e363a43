import Tensors

/// IsNaN-9 and IsInf-10 (ONNX Operators): bool, by the class of each floating-point element, the 8-bit types from opset 20
/// on.
///
/// IsInf's attributes `detect_negative` and `detect_positive` default to 1.
package struct FloatClass: Operator {
  private let detectsNaN: Bool
  private let detectsPositive: Bool
  private let detectsNegative: Bool

  package static func isNaN() -> FloatClass {
    FloatClass(detectsNaN: true, detectsPositive: false, detectsNegative: false)
  }

  package static func isInfinite(_ node: NodeReader) throws(OperatorError) -> FloatClass {
    FloatClass(
      detectsNaN: false, detectsPositive: try node.flag("detect_positive", default: true),
      detectsNegative: try node.flag("detect_negative", default: true))
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(.bool, try inputs.required(0, of: DataType.floats + DataType.smallFloats).extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let input = try inputs.take(0)
    let value = DataType.smallFloats.contains(input.dataType) ? try input.cast(to: .float32) : input
    var kernel = Kernel(rule: self, value: value, shape: shape)
    return [try kernel.value.dataType.dispatch(&kernel)]
  }

  private struct Kernel: RealVisitor {
    let rule: FloatClass
    let value: Tensor
    let shape: Shape

    mutating func visit<Element: RealElement>(_: Element.Type) -> Tensor {
      value.withElements(as: Element.self) { source in
        Tensor(shape, of: Bool.self) { target in
          if rule.detectsNaN {
            for i in 0..<source.count { target[i] = source[i] != source[i] }
          } else {
            // A value that no element has where one of the two does not count.
            let highest = rule.detectsPositive ? Element.infinity : .nan
            let lowest = rule.detectsNegative ? -Element.infinity : .nan
            for i in 0..<source.count { target[i] = (source[i] == highest) != (source[i] == lowest) }
          }
        }
      }
    }
  }
}
