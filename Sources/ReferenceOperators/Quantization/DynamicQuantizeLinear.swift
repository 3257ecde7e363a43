import CKernels
import Tensors

/// DynamicQuantizeLinear-11 (ONNX Operators): x as uint8 with the scale and zero point that its own range,
/// widened to hold 0, asks for. Outputs: y, scale, zero point.
package struct DynamicQuantizeLinear: Operator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let x = try inputs.required(0, of: [.float32])
    return [ValueFact(.uint8, x.extents), ValueFact(.float32, []), ValueFact(.uint8, [])]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try outputShapes(of: inputs)
    let x = try inputs.take(0)
    var (low, high): (Float, Float) = (0, 0)
    x.withElements(as: Float.self) { ck_extremes($0.baseAddress, $0.count, &low, &high) }
    (low, high) = (min(low, 0), max(high, 0))
    let scale = (high - low) / 255
    // A range of 0 has only zeros to hold, with any scale.
    let divisor = scale == 0 ? 1 : scale
    let zero = min(max((-low / divisor).rounded(.toNearestOrEven), 0), 255)
    return [
      x.quantized(scale: divisor, zero: zero, .uint8, threads: context.threads), Tensor(scalar: scale),
      Tensor(scalar: UInt8.nearest(to: Double(zero))),
    ]
  }
}
