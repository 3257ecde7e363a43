import Tensors

/// CumSum-11 and CumProd-26 (ONNX Operators): running sums or products along the axis in input 1.
///
/// `exclusive` (default 0) leaves each element out of its own result; `reverse` (default 0) runs backwards.
package struct Cumulation<Function: BinaryFunction>: Operator {
  private let function: Function
  private let startsWithOne: Bool
  private let isExclusive: Bool
  private let isReverse: Bool

  package init(_ function: Function, startsWithOne: Bool, _ node: NodeReader) throws(OperatorError) {
    self.function = function
    self.startsWithOne = startsWithOne
    isExclusive = try node.flag("exclusive")
    isReverse = try node.flag("reverse")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.numbers)
    _ = try inputs.required(1)
    if let axis = try inputs.integers(1) {
      guard axis.count == 1 else { throw .value("the axis is \(axis) where one number is accepted") }
      if let extents = input.extents { _ = try Axes.index(axis[0], rank: extents.count) }
    }
    return [ValueFact(input.dataType, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let axis = try Axes.index(inputs.required(1).integers[0], rank: shape.rank)
    var kernel = Kernel(rule: self, input: try inputs.take(0), axis: axis)
    return [try type.dispatch(&kernel)]
  }

  private struct Kernel: ArithmeticVisitor {
    let rule: Cumulation
    let input: Tensor
    let axis: Int

    mutating func visit<Element: ArithmeticElement>(_: Element.Type) -> Tensor {
      let shape = input.shape
      let (extent, inner) = (shape[axis], shape.count(of: axis + 1..<shape.rank))
      return input.withElements(as: Element.self) { source in
        Tensor(shape, of: Element.self) { target in
          for outer in 0..<shape.count(of: 0..<axis) {
            for lane in 0..<inner {
              var total = rule.startsWithOne ? Element.one : .zero
              for step in 0..<extent {
                let position = rule.isReverse ? extent - 1 - step : step
                let offset = (outer * extent + position) * inner + lane
                let next = rule.function(total, source[offset])
                target[offset] = rule.isExclusive ? total : next
                total = next
              }
            }
          }
        }
      }
    }
  }
}
