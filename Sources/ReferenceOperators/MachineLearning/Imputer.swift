import Tensors

/// Imputer (ai.onnx.ml, 1): elements equal to `replaced_value_float` (default 0; NaN equals NaN) or
/// `replaced_value_int64` (0) replaced by `imputed_value_floats` or `imputed_value_int64s`, one for all or one a
/// feature. float, double, int32 and int64 [..., features]; the output is of the same type.
struct Imputer: Operator {
  private let floats: [Float]
  private let integers: [Int]
  private let replacedFloat: Float
  private let replacedInteger: Int

  init(_ node: NodeReader) throws(OperatorError) {
    floats = try node.floats("imputed_value_floats") ?? []
    integers = try node.ints("imputed_value_int64s") ?? []
    replacedFloat = try node.float("replaced_value_float", default: 0)
    replacedInteger = try node.int("replaced_value_int64", default: 0)
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let x = try inputs.required(0, of: [.float32, .float64, .int32, .int64])
    if let type = x.dataType {
      let count = DataType.floats.contains(type) ? floats.count : integers.count
      let features = x.extents?.last ?? nil
      guard count == 1 || (count > 0 && (features == nil || features == count)) else {
        throw .value(
          "\(count) imputed values of the input's kind for \(features.map(String.init) ?? "?") features")
      }
    }
    return [ValueFact(x.dataType, x.extents)]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, _) = try outputShape(of: inputs)
    let x = try inputs.take(0)
    if DataType.floats.contains(type) {
      var wide = try x.cast(to: .float64)
      let (replaced, values) = (Double(replacedFloat), floats.map(Double.init))
      wide.withMutableElements(as: Double.self) { elements in
        for i in elements.indices where elements[i] == replaced || (elements[i].isNaN && replaced.isNaN) {
          elements[i] = values[i % values.count]
        }
      }
      return [try wide.cast(to: type)]
    }
    var wide = try x.cast(to: .int64)
    wide.withMutableElements(as: Int64.self) { elements in
      for i in elements.indices where elements[i] == Int64(replacedInteger) {
        elements[i] = Int64(integers[i % integers.count])
      }
    }
    return [try wide.cast(to: type)]
  }
}
