import ModelGraph
import Tensors

/// ONNX Dropout (1, 6, 7, 10, 12, 13, 22): the input itself in inference; in training each element is dropped with
/// probability `ratio`, and those that are kept are divided by 1 - ratio.
///
/// Input data, floats (the 8-bit types too, 22). Outputs: the values, and optional mask: which are kept, of type bool, before version 10 of
/// the data's type. From version 12 on the ratio (a scalar, default 0.5) and training_mode (bool, default false)
/// are inputs 1 and 2, and `seed` an attribute (``RandomStream``); before 7 training is what `is_test` = 0 (the
/// default) asks for, with attribute `ratio` (0.5); from 7 to 11 there is none.
package struct Dropout: Operator {
  private let wantsMask: Bool
  private let maskHasDataType: Bool
  private let alwaysTrains: Bool
  private let ratio: Float
  private let stream: RandomStream

  package init(_ reader: NodeReader) throws(OperatorError) {
    wantsMask = reader.node.outputs.count > 1
    maskHasDataType = reader.version < 10
    alwaysTrains = reader.version < 7 ? try !reader.flag("is_test") : false
    ratio = try reader.float("ratio", default: 0.5)
    stream = try RandomStream(reader)
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats + DataType.smallFloats)
    try inputs.check(1, of: DataType.floats)
    try inputs.check(2, of: [.bool])
    let value = ValueFact(input.dataType, input.extents)
    return wantsMask ? [value, ValueFact(maskHasDataType ? input.dataType : .bool, input.extents)] : [value]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShapes(of: inputs)[0]
    let ratio = try inputs[1]?.cast(to: .float64).elements(as: Double.self).first ?? Double(ratio)
    let trains = try inputs[2]?.condition() ?? alwaysTrains
    guard trains, ratio != 0 else {
      let value = try inputs.take(0)
      return wantsMask
        ? [value, try mask(Tensor(shape, of: Bool.self) { $0.initialize(repeating: true) }, type)] : [value]
    }
    guard ratio > 0, ratio < 1 else { throw .value("a ratio of \(ratio) where 0 to below 1 is accepted") }
    var generator = stream.generator(in: context)
    let kept = Tensor(shape, of: Bool.self) { target in
      for i in 0..<target.count { target[i] = generator.nextDouble() >= ratio }
    }
    let input = try inputs.take(0)
    let real = type == .float64 ? input : try input.cast(to: .float32)
    var kernel = Kernel(values: real, kept: kept, scale: 1 / (1 - ratio))
    let values = try real.dataType.dispatch(&kernel).cast(to: type)
    return wantsMask ? [values, try mask(kept, type)] : [values]
  }

  private func mask(_ kept: Tensor, _ type: DataType) throws(OperatorError) -> Tensor {
    maskHasDataType ? try kept.cast(to: type) : kept
  }

  private struct Kernel: RealVisitor {
    var values: Tensor
    let kept: Tensor
    let scale: Double

    mutating func visit<Element: RealElement>(_: Element.Type) -> Tensor {
      kept.withElements(as: Bool.self) { kept in
        values.withMutableElements(as: Element.self) { elements in
          for i in elements.indices { elements[i] = kept[i] ? elements[i] * Element(scale) : 0 }
        }
      }
      return values
    }
  }
}
