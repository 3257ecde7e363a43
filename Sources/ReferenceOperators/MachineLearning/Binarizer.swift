import Tensors

/// Binarizer (ai.onnx.ml, 1): 1 where an element is above `threshold` (default 0), else 0. float, double, int32 and
/// int64, of any shape; the output is of the same type.
struct Binarizer: Operator {
  private let threshold: Float

  init(_ node: NodeReader) throws(OperatorError) { threshold = try node.float("threshold", default: 0) }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: [.float32, .float64, .int32, .int64])
    return [ValueFact(input.dataType, input.extents)]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try outputShape(of: inputs)
    var kernel = Kernel(values: try inputs.take(0), threshold: Double(threshold))
    return [try kernel.values.dataType.dispatch(&kernel)]
  }

  private struct Kernel: ArithmeticVisitor {
    var values: Tensor
    let threshold: Double

    mutating func visit<Element: ArithmeticElement>(_: Element.Type) -> Tensor {
      let threshold = threshold
      values.transform(as: Element.self) { source, target in
        for i in source.indices { target[i] = source[i].asDouble > threshold ? .one : .zero }
      }
      return values
    }
  }
}
