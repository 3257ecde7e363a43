import Tensors

/// Pow (ONNX Operators): the base to the exponent's power, with broadcasting.
///
/// Inputs: base, exponent; from opset 12 on of different types. The result has the base's type. Integer
/// bases to integer powers wrap; an integer base to a floating-point power is computed as a double and
/// truncated.
package struct Power: Operator {
  private let legacy: LegacyBroadcast?

  package init(_ node: NodeReader) throws(OperatorError) {
    legacy = node.version < 7 ? try LegacyBroadcast(node) : nil
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let base = try inputs.required(0, of: DataType.numbers)
    let exponent = try inputs.required(1, of: DataType.numbers)
    let untyped = InputFacts([ValueFact(nil, base.extents), ValueFact(nil, exponent.extents)])
    return [ValueFact(base.dataType, try BinaryOperands(untyped, of: [], legacy).extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let operands = try BinaryOperands.take(from: &inputs, legacy)
    let base = operands.left
    var exponent = operands.right
    if DataType.integers.contains(type), !DataType.integers.contains(exponent.dataType) {
      var kernel = BinaryKernel(
        function: ElementPower(), left: try base.cast(to: .float64), right: try exponent.cast(to: .float64),
        shape: shape)
      return [try DataType.float64.dispatch(&kernel).cast(to: type)]
    }
    if exponent.dataType != type { exponent = try exponent.cast(to: type) }
    if exponent.count == 1, type == .float32, base.shape == shape,
      let small = SmallPower(exponent: exponent.withElements(as: Float.self) { $0[0] })
    {
      return [try small.map(base, threads: context.threads)]
    }
    return [try ElementPower().combine(base, exponent, to: shape, threads: context.threads)]
  }
}

/// The square or the cube: what most exponents are, and far cheaper than a power.
private struct SmallPower: ArithmeticFunction {
  static var types: [DataType] { [.float32] }
  private let isCube: Bool

  /// - Returns: `nil` for any exponent but 2 and 3.
  init?(exponent: Float) {
    guard exponent == 2 || exponent == 3 else { return nil }
    isCube = exponent == 3
  }

  func callAsFunction<Element: ArithmeticElement>(_ x: Element) -> Element {
    isCube ? .product(.product(x, x), x) : .product(x, x)
  }
}

/// The power of one element, by repeated squaring for integers.
struct ElementPower: BinaryFunction {
  static var types: [DataType] { DataType.numbers }

  func callAsFunction<Element: ArithmeticElement>(_ a: Element, _ b: Element) -> Element { .power(a, b) }
}

extension ArithmeticElement where Self: FixedWidthInteger {
  /// Wraps; a negative power is 1 / a^-b, truncated.
  package static func power(_ a: Self, _ b: Self) -> Self {
    if b < 0 { return a == 1 ? 1 : a == 0 &- 1 ? (b & 1 == 0 ? 1 : a) : 0 }
    var (result, factor, rest): (Self, Self, Self) = (1, a, b)
    while rest > 0 {
      if rest & 1 == 1 { result = result &* factor }
      factor = factor &* factor
      rest >>= 1
    }
    return result
  }
}

extension ArithmeticElement where Self: RealElement {
  package static func power(_ a: Self, _ b: Self) -> Self { b == 2 ? a * a : pow(a, b) }
}
