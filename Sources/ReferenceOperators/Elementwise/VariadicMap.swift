import Tensors

/// A binary function folded over one or more tensors with broadcasting: Sum, Max, Min; with `isMean` the
/// result is divided by their number.
///
/// Opset 6 and before ask for equal shapes.
package struct VariadicMap<Function: BinaryFunction>: Operator {
  private let function: Function
  private let isMean: Bool
  private let broadcasts: Bool

  package init(_ function: Function, _ node: NodeReader, isMean: Bool = false) {
    self.function = function
    self.isMean = isMean
    self.broadcasts = node.version >= 8
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    var operands: [[Int?]?] = []
    for index in 0..<inputs.count { operands.append(try inputs.required(index).extents) }
    let extents = try BroadcastShape.extents(of: operands)
    if !broadcasts {
      for case (let operand?, let extents?) in operands.map({ ($0, extents) }) {
        let areEqual = zip(operand, extents).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
        guard operand.count == extents.count, areEqual else {
          throw .shape("inputs of unequal shapes; broadcasting begins with opset 8")
        }
      }
    }
    return [ValueFact(try inputs.commonType(0..<inputs.count, of: Function.types), extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let type = try outputShape(of: inputs).type
    var result = try inputs.take(0)
    for index in 1..<max(inputs.count, 1) {
      let next = try inputs.take(index)
      let extents = try BroadcastShape.extents(of: [result.shape.extents, next.shape.extents]) ?? []
      let shape = try Shape(checked: extents.compactMap { $0 })
      result = try function.combine(result, next, to: shape, threads: context.threads)
    }
    guard isMean else { return [result] }
    var kernel = ScalarDivision(value: result, divisor: Double(inputs.count))
    result = Tensor(scalar: false)
    try type.dispatch(&kernel)
    return [kernel.value]
  }

  private struct ScalarDivision: ArithmeticVisitor {
    var value: Tensor
    let divisor: Double

    mutating func visit<Element: ArithmeticElement>(_: Element.Type) {
      let divisor = Element.nearest(to: divisor)
      value.transform(as: Element.self) { source, target in
        mapElements(source, to: target) { .quotient($0, divisor) }
      }
    }
  }
}
