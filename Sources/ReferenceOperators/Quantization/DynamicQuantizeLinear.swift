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
    let shape = try outputShapes(of: inputs)[0].shape
    let x = try inputs.take(0)
    return x.withElements(as: Float.self) { source in
      var (low, high): (Float, Float) = (0, 0)
      for value in source { (low, high) = (min(low, value), max(high, value)) }
      let scale = (high - low) / 255
      // A range of 0 has only zeros to hold, with any scale.
      let divisor = scale == 0 ? 1 : scale
      let zero = min(max((-low / divisor).rounded(.toNearestOrEven), 0), 255)
      let quantized = Tensor(shape, of: UInt8.self) { target in
        for i in 0..<source.count {
          target[i] = .nearest(to: Double((source[i] / divisor).rounded(.toNearestOrEven) + zero))
        }
      }
      return [quantized, Tensor(scalar: scale), Tensor(scalar: UInt8.nearest(to: Double(zero)))]
    }
  }
}
