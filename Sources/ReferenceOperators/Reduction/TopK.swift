import Tensors

/// TopK (ONNX Operators): the k largest (`largest` = 1, default) or smallest elements along `axis` (default -1)
/// and their indices (int64), in order.
///
/// `k` is an attribute in opset 1, input 1 from opset 10 on. Of equal elements the lower index comes first;
/// `sorted` = 0 allows any order and gets this one. NaN counts as larger than any number.
package struct TopK: Operator {
  private let axis: Int
  private let takesLargest: Bool
  private let count: IntegerParameter

  package init(_ node: NodeReader) throws(OperatorError) {
    axis = try node.int("axis", default: -1)
    takesLargest = try node.flag("largest", default: true)
    count = node.version < 10 ? .attribute([try node.required("k", node.int("k"))]) : .input(1)
    _ = try node.flag("sorted", default: true)
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.numbers)
    guard var extents = input.extents else { return [ValueFact(input.dataType, nil), ValueFact(.int64, nil)] }
    let axis = try Axes.index(axis, rank: extents.count)
    switch try count.resolve(inputs) {
    case .absent: throw .missingInput(index: 1)
    case .unknown: extents[axis] = nil
    case .known(let values):
      guard values.count == 1, let k = values.first, k >= 0, k <= extents[axis] ?? k else {
        throw .value("k is \(values) where one number, 0 to the extent of axis \(axis), is accepted")
      }
      extents[axis] = k
    }
    return [ValueFact(input.dataType, extents), ValueFact(.int64, extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShapes(of: inputs)[0]
    let axis = try Axes.index(axis, rank: shape.rank)
    let input = try inputs.take(0)
    let rows = try RowsToReduce(input, along: [axis])
    var kernel = Kernel(takesLargest: takesLargest, rows: rows, count: shape[axis])
    let (values, indices) = try type.dispatch(&kernel)
    let kept = (0..<shape.rank).filter { $0 != axis }
    let rowShape = try Shape(checked: kept.map { shape[$0] } + [shape[axis]])
    // The axis lies innermost in the rows; it goes back to its place.
    let order = (0..<axis) + [shape.rank - 1] + (axis..<max(shape.rank - 1, axis))
    return [
      try values.withShape(rowShape).permuted(Array(order)),
      try indices.withShape(rowShape).permuted(Array(order)),
    ]
  }

  private struct Kernel: ArithmeticVisitor {
    let takesLargest: Bool
    let rows: RowsToReduce
    let count: Int

    mutating func visit<Element: ArithmeticElement>(
      _: Element.Type
    ) throws(OperatorError) -> (values: Tensor, indices: Tensor) {
      let (length, count) = (rows.length, count)
      let rowCount = length == 0 ? 0 : rows.values.count / length
      let shape = try Shape(checked: [rowCount, count])
      var indices: [Int64] = []
      var values: [Element] = []
      rows.values.withElements(as: Element.self) { source in
        var order = [Int](repeating: 0, count: length)
        for row in 0..<rowCount {
          let start = row * length
          for i in 0..<length { order[i] = i }
          order.sort { a, b in
            let (x, y) = (source[start + a], source[start + b])
            return Self.isOrdered(x, y, takesLargest) || (!Self.isOrdered(y, x, takesLargest) && a < b)
          }
          for i in order.prefix(count) {
            indices.append(Int64(i))
            values.append(source[start + i])
          }
        }
      }
      do { return (try Tensor(shape, values), try Tensor(shape, indices)) } catch {
        throw .shape(error.description)
      }
    }

    private static func isOrdered<Element: ArithmeticElement>(_ x: Element, _ y: Element, _ largest: Bool) -> Bool
    {
      if x != x || y != y { return largest ? x != x && y == y : x == x && y != y }
      return largest ? x > y : x < y
    }
  }
}
