import Tensors

/// Clip (ONNX Operators): elements held within [min, max]; max where min exceeds it.
///
/// Opset 10 and before: attributes `min` and `max` (default: the type's limits). Opset 11 and later:
/// optional scalar inputs 1 and 2; opset 12 adds the integers.
package struct Clip: Operator {
  private let low: Float?
  private let high: Float?

  package init(_ node: NodeReader) throws(OperatorError) {
    low = try node.float("min")
    high = try node.float("max")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.numbers)
    let type = try inputs.commonType(0..<inputs.count, of: DataType.numbers)
    for index in 1..<3 {
      if let extents = inputs[index]?.extents,
        extents.count > 1 || extents.contains(where: { $0 != 1 && $0 != nil })
      {
        throw .shape("input \(index) has shape \(BroadcastShape.text(extents)) where a scalar is accepted")
      }
    }
    return [ValueFact(type, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let type = try outputShape(of: inputs).type
    var kernel = Kernel(
      threads: context.threads, value: try inputs.take(0), lowBound: inputs[1], highBound: inputs[2], low: low,
      high: high)
    try type.dispatch(&kernel)
    return [kernel.value]
  }

  private struct Kernel: ArithmeticVisitor {
    let threads: Int
    var value: Tensor
    let lowBound: Tensor?
    let highBound: Tensor?
    let low: Float?
    let high: Float?

    mutating func visit<Element: ArithmeticElement>(_: Element.Type) {
      let low = bound(lowBound, low) ?? Element.lowest
      let high = bound(highBound, high) ?? Element.highest
      value.transform(as: Element.self, threads: threads) { source, target in
        mapElements(source, to: target) {
          let x = $0 < low ? low : $0
          return high < x ? high : x
        }
      }
    }

    private func bound<Element: ArithmeticElement>(_ input: Tensor?, _ attribute: Float?) -> Element? {
      input?.withElements(as: Element.self) { $0.first } ?? attribute.map { Element.nearest(to: Double($0)) }
    }
  }
}
