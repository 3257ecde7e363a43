import Tensors

/// An operator on real numbers between DequantizeLinear and QuantizeLinear (ONNX Operators): onnxruntime's
/// QLinearAdd, QLinearMul, QLinearSigmoid, QLinearLeakyRelu and QLinearGlobalAveragePool (domain com.microsoft, 1;
/// onnxruntime, "Contrib Operators").
///
/// Inputs: each operand, int8 or uint8, followed by its scale and zero point; then scale and zero point of the
/// output, which has the first operand's type. A zero point that is left out is 0.
struct DequantizedOperator: Operator {
  private let real: any Operator
  private let operands: Int

  /// - Parameters:
  ///   - real: the operator on real numbers.
  ///   - operands: how many inputs it has.
  init(_ real: any Operator, operands: Int) {
    self.real = real
    self.operands = operands
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    var facts: [ValueFact?] = []
    for operand in 0..<operands {
      let quantized = try inputs.required(3 * operand, of: DataType.bytes)
      _ = try inputs.required(3 * operand + 1, of: [.float32])
      try inputs.check(3 * operand + 2, of: quantized.dataType.map { [$0] } ?? DataType.bytes)
      facts.append(ValueFact(.float32, quantized.extents))
    }
    let type = try inputs.commonType(0..<1, of: DataType.bytes)
    _ = try inputs.required(3 * operands, of: [.float32])
    try inputs.check(3 * operands + 1, of: type.map { [$0] } ?? DataType.bytes)
    return try real.inferOutputs(of: InputFacts(facts)).map { ValueFact(type, $0.extents) }
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, _) = try outputShape(of: inputs)
    var reals: [Tensor?] = []
    for operand in 0..<operands {
      let scale = try inputs.required(3 * operand + 1)
      var quantized = OperatorInputs([try inputs.take(3 * operand), scale, inputs[3 * operand + 2]])
      reals.append(try DequantizeLinear().evaluate(&quantized, in: context)[0])
    }
    var operandValues = OperatorInputs(reals)
    let result = try real.evaluate(&operandValues, in: context)[0]
    var zero = inputs[3 * operands + 1]
    if zero == nil { zero = try Tensor(scalar: UInt8(0)).cast(to: type) }
    var output = OperatorInputs([result, try inputs.required(3 * operands), zero])
    return try QuantizeLinear().evaluate(&output, in: context)
  }
}
