import ModelGraph
import Tensors

/// ONNX LpPool (2, 11, 18, 22): the p-norm of the elements under each window.
///
/// Input X [N, C, spatial...], floats; output [N, C, windows...]. Attribute `p` (default 2).
package struct LpPool: Operator {
  private let windows: PoolingWindows
  private let norm: Norm

  package init(_ reader: NodeReader) throws(OperatorError) {
    windows = try PoolingWindows(reader)
    norm = try Norm(reader)
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
    var plain = PlainPooling(input: input, axes: try windows.axes(of: input.shape), output: shape, function: norm)
    return [try type.dispatch(&plain)]
  }
}

/// The p-norm, p from the attribute `p` (default 2).
struct Norm: PoolingFunction, Sendable {
  private let p: Int

  init(_ reader: NodeReader) throws(OperatorError) {
    p = try reader.int("p", default: 2)
    guard p > 0 else { throw .attribute("p", found: "\(p)", expected: "1 or more") }
  }

  func norm<Element: RealElement>(_ values: some Sequence<Element>) -> Element {
    switch p {
    case 1: return values.reduce(0) { $0 + abs($1) }
    case 2: return values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    default: return Element.pow(values.reduce(0) { $0 + Element.pow(abs($1), Element(p)) }, 1 / Element(p))
    }
  }

  func pool<Element: RealElement>(
    _ taps: [WindowWalk.Tap], of plane: UnsafeBufferPointer<Element>, position: Int
  ) -> Element {
    norm(taps.lazy.map { plane[$0.input] })
  }
}
