import Tensors

/// Constant (ONNX Operators): the value of its one attribute.
///
/// `value` and (opset 11) `sparse_value` hold tensors; from opset 12 on `value_float`, `value_int`,
/// `value_string` a scalar and `value_floats`, `value_ints`, `value_strings` a vector.
package struct Constant: Operator {
  private let value: Tensor

  package init(_ node: NodeReader) throws(OperatorError) {
    let names = node.node.attributes.keys.sorted()
    guard let name = names.first, names.count == 1 else {
      throw names.isEmpty
        ? .missingAttribute("value")
        : .attribute(names[1], found: "given beside \(names[0])", expected: "one attribute only")
    }
    do {
      switch name {
      case "value_float": value = Tensor(scalar: try node.required(name, node.float(name)))
      case "value_int": value = Tensor(scalar: Int64(try node.required(name, node.int(name))))
      case "value_string": value = try Tensor(.scalar, strings: [node.required(name, node.string(name))])
      case "value_floats":
        let values = try node.required(name, node.floats(name))
        value = try Tensor(Shape([values.count]), values)
      case "value_ints": value = try Tensor(int64: node.required(name, node.ints(name)))
      case "value_strings":
        let values = try node.required(name, node.strings(name))
        value = try Tensor(Shape([values.count]), strings: values)
      default: value = try node.required(name, node.tensor(name))
      }
    } catch let error as OperatorError {
      throw error
    } catch {
      throw .value("\(error)")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(constant: value)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    [value]
  }
}

/// ConstantOfShape-9 (ONNX Operators): a tensor of the shape in input 0 filled with the single element of
/// attribute `value` (default: float 0).
package struct ConstantOfShape: Operator {
  private let value: Tensor

  package init(_ node: NodeReader) throws(OperatorError) {
    let value = try node.tensor("value") ?? Tensor(scalar: Float(0))
    guard value.count == 1 else {
      throw .attribute("value", found: "a tensor of \(value.count) elements", expected: "a single element")
    }
    self.value = value
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: [.int64])
    if let extents = try inputs.integers(0) {
      guard extents.allSatisfy({ $0 >= 0 }) else { throw .value("a negative extent in \(extents)") }
      return [ValueFact(value.dataType, extents)]
    }
    let rank = input.shape.flatMap { $0.rank == 1 ? $0[0] : nil }
    return [ValueFact(value.dataType, rank.map { [Int?](repeating: nil, count: $0) })]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let steps = [Int](repeating: 0, count: shape.rank)
    let copy = StridedCopy(extents: shape.extents, source: steps, target: shape.strides)
    return [try Tensor.moved(type, shape, from: [value], by: StridedMovement(copies: [copy]))]
  }
}
