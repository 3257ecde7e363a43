import CKernels
import ModelGraph
import Tensors

/// ONNX MaxPool (1, 8, 10, 11, 12, 22): the largest element under each window, padding left aside.
///
/// Input X [N, C, spatial...], floats, int8 and uint8; outputs Y [N, C, windows...] and optional Indices
/// (int64): the flat position in X of each largest element, the first of equal ones. `storage_order` 1 counts
/// the spatial axes of Indices with the first one fastest.
package struct MaximumPool: Operator {
  private static let types: [DataType] = DataType.floats + [.int8, .uint8]

  private let windows: PoolingWindows
  private let countsColumnsFirst: Bool
  private let wantsIndices: Bool

  package init(_ reader: NodeReader) throws(OperatorError) {
    windows = try PoolingWindows(reader)
    countsColumnsFirst = try reader.flag("storage_order")
    wantsIndices = reader.node.outputs.count > 1
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: Self.types)
    var extents: [Int?]?
    if let known = input.extents { extents = try windows.outputExtents(of: known) }
    let value = ValueFact(input.dataType, extents)
    return wantsIndices ? [value, ValueFact(.int64, extents)] : [value]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShapes(of: inputs)[0]
    let input = try inputs.required(0)
    let axes = try windows.axes(of: input.shape)
    if type == .float32, !wantsIndices, let layout = WindowLayout(axes) {
      let taps = axes.reduce(1) { $0 * $1.kernel }
      let pool = LaidOutPooling(layout: layout, threads: context.threads, border: -.infinity)
      return [pool(input, output: shape) { ck_window_maximum($0, $1, taps, $2, $3) }]
    }
    var plain = PlainMaximum(input: input, axes: axes, output: shape, countsColumnsFirst: countsColumnsFirst)
    let (values, indices) = try type.dispatch(&plain)
    return wantsIndices ? [values, indices] : [values]
  }
}

/// The maxima by their definition, with positions.
private struct PlainMaximum: ArithmeticVisitor {
  let input: Tensor
  let axes: [WindowAxis]
  let output: Shape
  let countsColumnsFirst: Bool

  mutating func visit<Element: ArithmeticElement>(
    _ type: Element.Type
  ) throws(OperatorError) -> (values: Tensor, indices: Tensor) {
    let walk = WindowWalk(axes)
    let plane = axes.reduce(1) { $0 * $1.input }
    var values: [Element] = []
    var indices: [Int64] = []
    input.withElements(as: Element.self) { source in
      for channel in 0..<output[0] * output[1] {
        walk.forEachPosition { taps in
          var largest = Element.lowest
          var position = 0
          for (index, tap) in taps.enumerated() {
            let value = source[channel * plane + tap.input]
            guard index == 0 || value > largest else { continue }
            largest = value
            position = tap.input
          }
          values.append(largest)
          indices.append(Int64(channel * plane + (countsColumnsFirst ? columnMajor(position) : position)))
        }
      }
    }
    do { return (try Tensor(output, values), try Tensor(output, indices)) } catch {
      throw .shape(error.description)
    }
  }

  /// The same position counted with the first axis fastest.
  private func columnMajor(_ position: Int) -> Int {
    var rest = position
    var index: [Int] = []
    for axis in axes.reversed() {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: axis.input)
      index.append(remainder)
      rest = quotient
    }
    return zip(axes.reversed(), index).reduce(0) { $0 * $1.0.input + $1.1 }
  }
}
