import Tensors

/// Scaler (ai.onnx.ml, 1): (x - `offset`) * `scale`, one of each for all features or one a feature. Input: float,
/// double, int32 or int64 [..., features]; output: float of the same shape.
struct Scaler: Operator {
  private let offset: [Float]
  private let scale: [Float]

  init(_ node: NodeReader) throws(OperatorError) {
    offset = try node.required("offset", node.floats("offset"))
    scale = try node.required("scale", node.floats("scale"))
    guard !offset.isEmpty, !scale.isEmpty else {
      throw .attribute("scale", found: "no values", expected: "one, or one a feature")
    }
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let x = try inputs.required(0, of: [.float32, .float64, .int32, .int64])
    if let features = x.extents?.last ?? nil {
      for values in [offset, scale] where values.count != 1 && values.count != features {
        throw .shape("\(values.count) offsets or scales for \(features) features")
      }
    }
    return [ValueFact(.float32, x.extents)]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try outputShape(of: inputs)
    var x = try inputs.take(0).cast(to: .float32)
    x.withMutableElements(as: Float.self) { elements in
      for i in elements.indices { elements[i] = (elements[i] - offset[i % offset.count]) * scale[i % scale.count] }
    }
    return [x]
  }
}
