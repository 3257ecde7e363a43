import CKernels
import ModelGraph
import Tensors

/// ONNX Softmax and LogSoftmax (1, 11, 13): exp(x) over the sum of the same along an axis, and its logarithm.
///
/// Input and output: floats, of one shape. From version 13 on the sum runs along `axis` (default -1); before,
/// over all axes from `axis` (default 1) on. The largest element is subtracted first, so that nothing
/// overflows; a row of minus infinities becomes NaN, as the definition has it.
package struct Softmax: Operator {
  private let axis: Int
  private let coversRest: Bool
  private let isLogarithm: Bool

  package init(_ reader: NodeReader, isLogarithm: Bool) throws(OperatorError) {
    coversRest = reader.version < 13
    axis = try reader.int("axis", default: coversRest ? 1 : -1)
    self.isLogarithm = isLogarithm
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    if let rank = input.extents?.count { _ = try resolvedAxis(rank: rank) }
    return [ValueFact(input.dataType, input.extents)]
  }

  private func resolvedAxis(rank: Int) throws(OperatorError) -> Int {
    // The earlier versions let a matrix be cut after its last axis.
    if coversRest, axis == rank { return rank }
    return try Axes.index(axis, rank: rank)
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let input = try inputs.take(0)
    let axis = try resolvedAxis(rank: input.shape.rank)
    let end = coversRest ? input.shape.rank : axis + 1
    var kernel = SoftmaxRows(
      values: input, length: input.shape.count(of: axis..<end),
      inner: input.shape.count(of: end..<input.shape.rank),
      isLogarithm: isLogarithm, threads: context.threads)
    return [try input.dataType.dispatch(&kernel)]
  }
}

/// Softmax along the middle one of three axes, in place where nobody else holds the values.
struct SoftmaxRows: RealVisitor {
  var values: Tensor
  let length: Int
  /// Elements from one element of a row to the next.
  let inner: Int
  let isLogarithm: Bool
  let threads: Int

  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let rows = length == 0 ? 0 : values.count / length
    let usesKernel = Element.self == Float.self && inner == 1 && !isLogarithm
    values.withMutableElements(as: Element.self) { elements in
      guard let base = elements.baseAddress else { return }
      concurrently(over: rows, grain: max(1, (1 << 13) / max(length, 1)), threads: threads) {
        for row in $0 {
          let start = base + (row / inner * length * inner + row % inner)
          if usesKernel {
            start.withMemoryRebound(to: Float.self, capacity: length) { ck_softmax($0, $0, length) }
          } else {
            SoftmaxRow(start: start, length: length, step: inner).normalize(isLogarithm: isLogarithm)
          }
        }
      }
    }
    return values
  }
}

/// One row of Softmax, or of LogSoftmax, by the definition.
private struct SoftmaxRow<Element: RealElement> {
  let start: UnsafeMutablePointer<Element>
  let length: Int
  /// Elements from one to the next.
  let step: Int

  func normalize(isLogarithm: Bool) {
    var largest = start[0]
    for i in 1..<max(length, 1) where start[i * step] > largest || start[i * step].isNaN {
      largest = start[i * step]
    }
    var sum: Element = 0
    for i in 0..<length {
      let shifted = start[i * step] - largest
      let power = Element.exp(shifted)
      sum += power
      start[i * step] = isLogarithm ? shifted : power
    }
    let logarithm = Element.log(sum)
    for i in 0..<length {
      start[i * step] = isLogarithm ? start[i * step] - logarithm : start[i * step] / sum
    }
  }
}
