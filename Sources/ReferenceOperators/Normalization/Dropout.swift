import ModelGraph
import Tensors

/// ONNX Dropout (1, 6, 7, 10, 12, 13, 22) as in inference: the input itself.
///
/// Input data, floats; outputs: the same values, and optional mask: true everywhere, of type bool, before
/// version 10 of the data's type. Training (`training_mode` true with a ratio other than 0) is not implemented.
package struct Dropout: Operator {
  private let wantsMask: Bool
  private let maskHasDataType: Bool

  package init(_ reader: NodeReader) throws(OperatorError) {
    wantsMask = reader.node.outputs.count > 1
    maskHasDataType = reader.version < 10
    if reader.version < 7, try !reader.flag("is_test") { throw .unsupported("Dropout in training (is_test = 0)") }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    let value = ValueFact(input.dataType, input.extents)
    return wantsMask ? [value, ValueFact(maskHasDataType ? input.dataType : .bool, input.extents)] : [value]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShapes(of: inputs)[0]
    if let training = inputs[2], training.dataType == .bool, training.elements(as: Bool.self).first == true {
      guard let ratio = inputs[1], ratio.widened().reals(as: Double.self).first == 0 else {
        throw .unsupported("Dropout in training")
      }
    }
    let value = try inputs.take(0)
    guard wantsMask else { return [value] }
    if maskHasDataType {
      let ones = Tensor(shape, of: Float.self) { $0.initialize(repeating: 1) }
      return [
        value,
        type == .float64
          ? Tensor(shape, of: Double.self) { $0.initialize(repeating: 1) } : ones.narrowed(to: type),
      ]
    }
    return [value, Tensor(shape, of: Bool.self) { $0.initialize(repeating: true) }]
  }
}
