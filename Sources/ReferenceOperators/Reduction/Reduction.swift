import Tensors

/// How a row of elements becomes one.
package protocol ReductionFunction: Sendable {
  static var types: [DataType] { get }
  static func reduce<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Element
  /// Reduces rows of `length` elements, one an element of the result. A requirement for the reason that
  /// ``ArithmeticFunction/map(_:threads:)`` is one.
  static func reduceRows(
    of values: Tensor, length: Int, to shape: Shape, threads: Int
  ) throws(OperatorError) -> Tensor
}

extension ReductionFunction {
  package static func reduceRows(
    of values: Tensor, length: Int, to shape: Shape, threads: Int
  ) throws(OperatorError) -> Tensor {
    var kernel = ReductionKernel<Self>(values: values, length: length, shape: shape, threads: threads)
    return try values.dataType.dispatch(&kernel)
  }
}

/// The loop of ``ReductionFunction/reduceRows(of:length:to:threads:)``.
struct ReductionKernel<Function: ReductionFunction>: ArithmeticVisitor {
  let values: Tensor
  let length: Int
  let shape: Shape
  let threads: Int

  mutating func visit<Element: ArithmeticElement>(_: Element.Type) -> Tensor {
    values.withElements(as: Element.self) { source in
      Tensor(values.dataType, shape) { (raw: UnsafeMutableRawBufferPointer) in
        let target = raw.bindMemory(to: Element.self)
        concurrently(over: target.count, grain: max(elementsPerTask / max(length, 1), 1), threads: threads) {
          rows in
          for row in rows {
            let bounds = row * length..<(row + 1) * length
            target[row] = Function.reduce(UnsafeBufferPointer(rebasing: source[bounds]))
          }
        }
      }
    }
  }
}

/// The Reduce operators (ONNX Operators): elements combined along `axes`, all of them where none is named.
///
/// `axes` is an attribute until opset 17 (ReduceSum: 12), input 1 later; negative ones count from the end
/// (opset 11). `keepdims` (default 1) leaves extents of 1. With `noop_with_empty_axes` no axes means no
/// reduction.
package struct Reduction<Function: ReductionFunction>: Operator {
  private let axes: IntegerParameter
  private let keepsAxes: Bool
  private let emptyMeansNone: Bool

  /// - Parameter axesInputSince: the opset from which on the axes are an input.
  package init(_ node: NodeReader, axesInputSince: Int) throws(OperatorError) {
    axes = try IntegerParameter("axes", inputSince: axesInputSince, node)
    keepsAxes = try node.flag("keepdims", default: true)
    emptyMeansNone = try node.flag("noop_with_empty_axes")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: Function.types)
    guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    guard let reduced = try reducedAxes(rank: extents.count, inputs) else {
      let result: [Int?]? = keepsAxes ? [Int?](repeating: nil, count: extents.count) : nil
      return [ValueFact(input.dataType, result)]
    }
    return [
      ValueFact(
        input.dataType,
        extents.enumerated().compactMap { axis, extent in
          reduced.contains(axis) ? (keepsAxes ? .some(1) : .none) : .some(extent)
        })
    ]
  }

  /// The axes to reduce; `nil` where they are not known.
  private func reducedAxes(rank: Int, _ inputs: InputFacts) throws(OperatorError) -> [Int]? {
    switch try axes.resolve(inputs) {
    case .unknown: return nil
    case .known(let axes) where !axes.isEmpty: return try Axes.indices(axes, rank: rank)
    default: return emptyMeansNone ? [] : Array(0..<rank)
    }
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let axes = try reducedAxes(rank: inputs.required(0).shape.rank, InputFacts(inputs)) ?? []
    let input = try inputs.take(0)
    if axes.isEmpty, emptyMeansNone { return [input] }
    let rows = try RowsToReduce(input, along: axes, threads: context.threads)
    return [
      try Function.reduceRows(of: rows.values, length: rows.length, to: shape, threads: context.threads)
    ]
  }
}

/// A tensor whose reduced axes lie innermost, so that each result is made of one contiguous row.
struct RowsToReduce {
  let values: Tensor
  let length: Int

  init(_ input: Tensor, along axes: [Int], threads: Int = 1) throws(OperatorError) {
    let rank = input.shape.rank
    let kept = (0..<rank).filter { !axes.contains($0) }
    let order = kept + axes.sorted()
    values = order == Array(0..<rank) ? input : try input.permuted(order, threads: threads)
    length = axes.reduce(1) { $0 * input.shape[$1] }
  }
}
