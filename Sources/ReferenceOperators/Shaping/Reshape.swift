import Tensors

/// Reshape (ONNX Operators): the same elements under another shape; no element moves.
///
/// The shape is attribute `shape` in opsets 1 to 4, input 1 later. -1 (once) takes what is left, 0 copies the
/// input's extent unless `allowzero` (opset 14, default 0) is set.
package struct Reshape: Operator {
  private let target: IntegerParameter
  private let allowsZero: Bool

  package init(_ node: NodeReader) throws(OperatorError) {
    target = try IntegerParameter("shape", inputSince: 5, node)
    allowsZero = try node.flag("allowzero")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    switch try target.resolve(inputs) {
    case .absent: throw .missingInput(index: 1)
    case .known(let target): return [ValueFact(input.dataType, try extents(target, of: input))]
    case .unknown:
      let rank = inputs[1]?.shape.flatMap { $0.rank == 1 ? $0[0] : nil }
      return [ValueFact(input.dataType, rank.map { [Int?](repeating: nil, count: $0) })]
    }
  }

  private func extents(_ target: [Int], of input: ValueFact) throws(OperatorError) -> [Int?] {
    var extents: [Int?] = []
    for (axis, extent) in target.enumerated() {
      switch extent {
      case -1: extents.append(nil)
      case 0 where !allowsZero:
        guard let own = input.extents else { return [Int?](repeating: nil, count: target.count) }
        guard axis < own.count else {
          throw .shape("0 at axis \(axis) of \(target) copies an extent that \(BroadcastShape.text(own)) lacks")
        }
        extents.append(own[axis])
      case 0...: extents.append(extent)
      default: throw .value("extent \(extent) in \(target): -1, 0 or more are accepted")
      }
    }
    guard target.count(where: { $0 == -1 }) <= 1 else { throw .shape("-1 stands more than once in \(target)") }
    guard let shape = input.shape else { return extents }
    let open = target.firstIndex(of: -1)
    var known: [Int] = []
    for (axis, extent) in extents.enumerated() where axis != open {
      guard let extent else { return extents }
      known.append(extent)
    }
    let rest = try Shape(checked: known).count
    if let open {
      guard rest != 0 ? shape.count % rest == 0 : shape.count == 0 else {
        throw .shape("\(shape.count) elements of \(shape) do not divide among \(target)")
      }
      extents[open] = rest == 0 ? 0 : shape.count / rest
    } else if rest != shape.count {
      throw .shape("\(shape.count) elements of \(shape) do not fit \(target), which has \(rest)")
    }
    return extents
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    return [try inputs.take(0).withShape(shape)]
  }
}
