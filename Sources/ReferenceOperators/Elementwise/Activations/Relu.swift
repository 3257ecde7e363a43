import Tensors

/// Relu (ONNX Operators): max(0, x); integers from opset 14 on.
package struct Relu: ArithmeticFunction {
  package static var types: [DataType] { DataType.floats + DataType.signedIntegers }
  package func callAsFunction<Element: ArithmeticElement>(_ x: Element) -> Element { x < .zero ? .zero : x }
}

/// LeakyRelu (ONNX Operators): x, or alpha * x below zero; `alpha` defaults to 0.01.
package struct LeakyRelu: RealFunction {
  private let alpha: Float

  package init(_ node: NodeReader) throws(OperatorError) { alpha = try node.float("alpha", default: 0.01) }

  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { x < 0 ? Element(alpha) * x : x }
}

/// ThresholdedRelu-10 (ONNX Operators): x above alpha, else 0; `alpha` defaults to 1.
package struct ThresholdedRelu: RealFunction {
  private let alpha: Float

  package init(_ node: NodeReader) throws(OperatorError) { alpha = try node.float("alpha", default: 1) }

  package func callAsFunction<Element: RealElement>(_ x: Element) -> Element { x > Element(alpha) ? x : 0 }
}

/// The element function of PRelu: x, or slope * x below zero.
struct ParametricRelu: BinaryFunction {
  static var types: [DataType] { DataType.numbers }
  func callAsFunction<Element: ArithmeticElement>(_ x: Element, _ slope: Element) -> Element {
    x < .zero ? .product(slope, x) : x
  }
}

/// PRelu (ONNX Operators): inputs X and slope, which broadcasts to X's shape.
///
/// Opset 6 and before: a slope of one axis holds one value a channel (axis 1 of X).
package struct PRelu: Operator {
  private let slopeIsPerChannel: Bool

  package init(_ node: NodeReader) { slopeIsPerChannel = node.version < 7 }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.numbers)
    let slope = try inputs.required(1)
    let type = try inputs.commonType(0..<2, of: DataType.numbers)
    guard let extents = input.extents, let own = slope.extents else { return [ValueFact(type, input.extents)] }
    let result = try BroadcastShape.extents(of: [extents, slopeExtents(own, rank: extents.count)])
    guard result?.count == extents.count, zip(result ?? [], extents).allSatisfy({ $0 == $1 || $1 == nil }) else {
      throw .shape("slope \(BroadcastShape.text(own)) does not broadcast to \(BroadcastShape.text(extents))")
    }
    return [ValueFact(type, extents)]
  }

  private func slopeExtents(_ extents: [Int?], rank: Int) -> [Int?] {
    guard slopeIsPerChannel, extents.count == 1, rank > 2 else { return extents }
    return extents + [Int?](repeating: 1, count: rank - 2)
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let slope = try inputs.take(1)
    let aligned = slopeExtents(slope.shape.extents, rank: shape.rank).compactMap { $0 }
    var kernel = BinaryKernel(
      function: ParametricRelu(), left: try inputs.take(0), right: try slope.withShape(Shape(checked: aligned)),
      shape: shape)
    return [try type.dispatch(&kernel)]
  }
}
