import Tensors

/// Range-11 (ONNX Operators): start, start + delta, ... below limit (above it for a negative delta).
///
/// Inputs: scalars start, limit and delta of one type.
package struct ArithmeticProgression: Operator {
  private static let types: [DataType] = DataType.floats + [.int16, .int32, .int64]

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    for index in 0..<3 { _ = try inputs.required(index) }
    let type = try inputs.commonType(0..<3, of: Self.types)
    guard let type, let start = inputs[0]?.constant, let limit = inputs[1]?.constant,
      let delta = inputs[2]?.constant
    else { return [ValueFact(type, [nil])] }
    var kernel = Count(start: start.widened(), limit: limit.widened(), delta: delta.widened())
    return [ValueFact(type, [try start.widened().dataType.dispatch(&kernel)])]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    var kernel = Fill(start: try inputs.required(0), delta: try inputs.required(2), shape: shape)
    return [try kernel.start.dataType.dispatch(&kernel)]
  }

  private struct Count: ArithmeticVisitor {
    let start: Tensor
    let limit: Tensor
    let delta: Tensor

    mutating func visit<Element: ArithmeticElement>(_: Element.Type) throws(OperatorError) -> Int {
      let values: [Element] = [try scalar(start, 0), try scalar(limit, 1), try scalar(delta, 2)]
      let (start, limit, delta) = (values[0], values[1], values[2])
      guard delta != .zero, delta == delta else { throw .value("a delta of \(delta)") }
      if Element.isInteger {
        let (distance, step) = (limit.low64.subtractingReportingOverflow(start.low64), delta.low64)
        guard !distance.overflow else { throw .value("a range from \(start) to \(limit) is too long") }
        let (whole, rest) = distance.partialValue.quotientAndRemainder(dividingBy: step)
        return max(Int(whole) + (rest != 0 && (rest < 0) == (step < 0) ? 1 : 0), 0)
      }
      let count = ((limit.asDouble - start.asDouble) / delta.asDouble).rounded(.up)
      guard let exact = Int(exactly: max(count, 0)) else {
        throw .value("a range from \(start) to \(limit) by \(delta) has no length")
      }
      return exact
    }

    private func scalar<Element: ArithmeticElement>(_ tensor: Tensor, _ index: Int) throws(OperatorError)
      -> Element
    {
      guard tensor.count == 1, let value = tensor.elements(as: Element.self).first else {
        throw .shape("input \(index) has shape \(tensor.shape) where a scalar is accepted")
      }
      return value
    }
  }

  private struct Fill: ArithmeticVisitor {
    let start: Tensor
    let delta: Tensor
    let shape: Shape

    mutating func visit<Element: ArithmeticElement>(_: Element.Type) -> Tensor {
      let first = start.elements(as: Element.self)[0]
      let step = delta.elements(as: Element.self)[0]
      return Tensor(shape, of: Element.self) { target in
        for i in 0..<target.count {
          target[i] = .sum(first, .product(Element(converting: Int64(i)), step))
        }
      }
    }
  }
}
