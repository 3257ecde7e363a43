import Tensors

/// ArgMax and ArgMin (ONNX Operators): where along `axis` (default 0) the extreme element stands, as int64.
///
/// `keepdims` defaults to 1. Of equal elements the first counts, with `select_last_index` (opset 12) the last.
package struct ArgumentOfExtreme: Operator {
  private let findsLargest: Bool
  private let axis: Int
  private let keepsAxis: Bool
  private let prefersLast: Bool

  package init(largest: Bool, _ node: NodeReader) throws(OperatorError) {
    findsLargest = largest
    axis = try node.int("axis", default: 0)
    keepsAxis = try node.flag("keepdims", default: true)
    prefersLast = try node.flag("select_last_index")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.numbers)
    guard var extents = input.extents else { return [ValueFact(.int64, nil)] }
    let axis = try Axes.index(axis, rank: extents.count)
    if extents[axis] == 0 { throw .shape("axis \(axis) of extent 0 has no extreme") }
    if keepsAxis { extents[axis] = 1 } else { extents.remove(at: axis) }
    return [ValueFact(.int64, extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let input = try inputs.take(0)
    let rows = try RowsToReduce(input, along: [Axes.index(axis, rank: input.shape.rank)])
    var kernel = Kernel(rule: self, rows: rows, shape: shape)
    return [try input.dataType.dispatch(&kernel)]
  }

  private struct Kernel: ArithmeticVisitor {
    let rule: ArgumentOfExtreme
    let rows: RowsToReduce
    let shape: Shape

    mutating func visit<Element: ArithmeticElement>(_: Element.Type) -> Tensor {
      rows.values.withElements(as: Element.self) { source in
        Tensor(shape, of: Int64.self) { target in
          for row in 0..<target.count {
            let start = row * rows.length
            var best = 0
            for i in 1..<max(rows.length, 1) {
              let (value, found) = (source[start + i], source[start + best])
              let isBetter = rule.findsLargest ? value > found : value < found
              if isBetter || rule.prefersLast && value == found { best = i }
            }
            target[row] = Int64(best)
          }
        }
      }
    }
  }
}
