import Tensors

/// BitCast-26 (ONNX Operators): the bits of input and output are the same, read as the type that attribute `to`
/// names (required) and that has the same width. Any shape.
package struct BitCast: Operator {
  private let target: DataType

  package init(_ node: NodeReader) throws(OperatorError) {
    target = try DataType(code: node.required("to", node.int("to")), attribute: "to")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    if let type = input.dataType {
      guard type.byteWidth == target.byteWidth, type.elementsPerRawByte == target.elementsPerRawByte,
        type != .string
      else {
        throw .attribute("to", found: target.name, expected: "a type as wide as \(type.name)")
      }
    }
    return [ValueFact(target, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try outputShape(of: inputs)
    let input = try inputs.take(0)
    guard input.dataType.elementsPerRawByte > 1 else {
      // Any byte but 0 is true.
      return [try target == .bool ? input.relabelled(.uint8).cast(to: .bool) : input.relabelled(target)]
    }
    // An element narrower than a byte has one of its own, in which an integer with a sign is extended.
    let bits = try input.relabelled(.uint8)
    return [try target == .float4E2M1 ? bits.cast(to: .uint4).relabelled(target) : bits.cast(to: target)]
  }
}
