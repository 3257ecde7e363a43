import CKernels
import ModelGraph
import Tensors

/// ONNX AveragePool (1, 7, 10, 11, 19, 22): the mean of the elements under each window.
///
/// Input X [N, C, spatial...], floats; output [N, C, windows...]. Padding counts as zeros with
/// `count_include_pad` 1 and is left out of the mean without (default); what `ceil_mode` adds beyond the
/// padding never counts.
package struct AveragePool: Operator {
  private let windows: PoolingWindows
  private let countsPadding: Bool

  package init(_ reader: NodeReader) throws(OperatorError) {
    windows = try PoolingWindows(reader)
    countsPadding = try reader.flag("count_include_pad")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    return [ValueFact(input.dataType, try windows.outputExtents(of: extents))]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let input = try inputs.required(0)
    let axes = try windows.axes(of: input.shape)
    let counts = counts(axes)
    if type == .float32, let layout = WindowLayout(axes) {
      let ones = [Float](repeating: 1, count: axes.reduce(1) { $0 * $1.kernel })
      let pool = LaidOutPooling(layout: layout, threads: context.threads, border: 0)
      return [
        pool(input, output: shape) { windows, rows, plane, out in
          ck_depthwise(windows, rows, ones.count, plane, ones, 1, 0, -.infinity, .infinity, out)
          for i in counts.indices { out[i] /= Float(counts[i]) }
        }
      ]
    }
    var plain = PlainPooling(input: input, axes: axes, output: shape, function: Mean(counts: counts))
    return [try type.dispatch(&plain)]
  }

  /// How many elements each window's mean is over, at least 1.
  private func counts(_ axes: [WindowAxis]) -> [Int] {
    axes.reduce([1]) { outer, axis in
      let along = (0..<axis.output).map { position in
        guard countsPadding else { return axis.taps(position).count }
        let start = axis.start(position)
        return (0..<axis.kernel).count { start + $0 * axis.dilation < axis.input + axis.padEnd }
      }
      return outer.flatMap { count in along.map { count * $0 } }
    }.map { max($0, 1) }
  }
}

private struct Mean: PoolingFunction {
  let counts: [Int]

  func pool<Element: RealElement>(
    _ taps: [WindowWalk.Tap], of plane: UnsafeBufferPointer<Element>, position: Int
  ) -> Element {
    taps.reduce(0) { $0 + plane[$1.input] } / Element(counts[position])
  }
}
