import Tensors

/// An operator on float16 and bfloat16 values by way of `Float`: inputs are widened, the result is rounded
/// once.
///
/// The one place where kernels meet the 16-bit types: what it wraps computes in `Float` only. Outputs that
/// the wrapped operator's shape rule declares to be of a 16-bit type are narrowed to it.
package struct HalfPrecision: Operator {
  let wrapped: any Operator

  package init(_ wrapped: any Operator) { self.wrapped = wrapped }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    try wrapped.inferOutputs(of: inputs)
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    guard (0..<inputs.count).contains(where: { inputs[$0]?.isHalfPrecision ?? false }) else {
      return try wrapped.evaluate(&inputs, in: context)
    }
    let types = try wrapped.inferOutputs(of: InputFacts(inputs)).map(\.dataType)
    var widened = OperatorInputs((0..<inputs.count).map { inputs[$0]?.widened() })
    let outputs = try wrapped.evaluate(&widened, in: context)
    return zip(outputs, types).map { output, type in type.map(output.narrowed(to:)) ?? output }
  }
}

extension Tensor {
  package var isHalfPrecision: Bool { dataType == .float16 || dataType == .bfloat16 }

  /// The elements as `Float` where they are of a 16-bit type, else this tensor.
  package func widened() -> Tensor { isHalfPrecision ? asFloat32() ?? self : self }

  /// The elements rounded to a 16-bit type, where they are `Float` and it is one; else this tensor.
  package func narrowed(to type: DataType) -> Tensor {
    guard dataType == .float32, type == .float16 || type == .bfloat16 else { return self }
    return fromFloat32(to: type) ?? self
  }
}
