import Tensors

/// Pad (ONNX Operators): elements added (or, with negative pads, taken away) at both ends of axes.
///
/// Pads are attribute `paddings` (opset 1) or `pads` (2 to 10), then input 1: all begins, all ends. The fill is
/// attribute `value` (default 0), then optional input 2. Optional input 3 (opset 18) names the axes. `mode` is
/// `constant` (default), `reflect`, `edge`, and from opset 19 on `wrap`.
package struct Pad: Operator {
  private enum Mode: String {
    case constant, reflect, edge, wrap
  }

  private let mode: Mode
  private let pads: IntegerParameter
  private let fill: Float

  package init(_ node: NodeReader) throws(OperatorError) {
    let name = try node.string("mode", default: "constant")
    guard let mode = Mode(rawValue: name), mode != .wrap || node.version >= 19 else {
      throw .attribute("mode", found: name, expected: "constant, reflect, edge or (opset 19) wrap")
    }
    self.mode = mode
    pads = try IntegerParameter(node.version < 2 ? "paddings" : "pads", inputSince: 11, node)
    fill = try node.float("value", default: 0)
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    if let type = input.dataType { try inputs.check(2, of: [type]) }
    guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    guard let pads = try resolvedPads(rank: extents.count, inputs) else {
      return [ValueFact(input.dataType, [Int?](repeating: nil, count: extents.count))]
    }
    var result: [Int?] = []
    for (axis, pad) in pads.enumerated() {
      guard let extent = extents[axis] else {
        result.append(nil)
        continue
      }
      let (sum, first) = extent.addingReportingOverflow(pad.begin)
      let (padded, second) = sum.addingReportingOverflow(pad.end)
      guard !first, !second, padded >= 0 else {
        throw .value("pads \(pad.begin) and \(pad.end) of axis \(axis) leave nothing of extent \(extent)")
      }
      guard extent > 0 || mode == .constant || padded == 0 else {
        throw .value("mode \(mode.rawValue) has nothing to repeat along axis \(axis) of extent 0")
      }
      result.append(padded)
    }
    return [ValueFact(input.dataType, result)]
  }

  /// The pads of every axis; `nil` where they are not known.
  private func resolvedPads(rank: Int, _ inputs: InputFacts) throws(OperatorError) -> [(begin: Int, end: Int)]? {
    var axes = Array(0..<rank)
    switch try IntegerParameter.input(3).resolve(inputs) {
    case .absent: break
    case .unknown: return nil
    case .known(let named): axes = try Axes.indices(named, rank: rank)
    }
    switch try pads.resolve(inputs) {
    case .unknown: return nil
    case .absent: throw .missingInput(index: 1)
    case .known(let pads):
      guard pads.count == 2 * axes.count else {
        throw .value("\(pads.count) pads where \(2 * axes.count) are accepted")
      }
      var result = [(begin: Int, end: Int)](repeating: (0, 0), count: rank)
      for (index, axis) in axes.enumerated() { result[axis] = (pads[index], pads[index + axes.count]) }
      return result
    }
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let pads = try resolvedPads(rank: shape.rank, InputFacts(inputs)) ?? []
    let input = try inputs.take(0)
    let fill = try Self.fill(input: inputs[2], fill, type)
    guard fill.count == 1 else { throw .shape("the fill has \(fill.count) elements where 1 is accepted") }
    guard shape.count > 0 else {
      return [try Tensor.moved(type, shape, from: [], by: StridedMovement(copies: []))]
    }
    let origins = (0..<shape.rank).map { axis in
      (0..<shape[axis]).map { origin(of: $0 - pads[axis].begin, extent: input.shape[axis]) }
    }
    let movement = MappedMovement(
      shape: shape, origins: origins, strides: input.shape.strides, threads: context.threads)
    return [try Tensor.moved(type, shape, from: [input, fill], by: movement)]
  }

  /// The input, or a scalar of the type without one: `value`, the empty string for strings.
  static func fill(input: Tensor?, _ value: Float, _ type: DataType) throws(OperatorError) -> Tensor {
    if let input { return input }
    switch type {
    case .string: return try .texts(.scalar, [""])
    case .complex64, .complex128:
      guard value == 0 else { throw .unsupported("\(value) in \(type.name)") }
      return Tensor(type, .scalar) { $0.initializeMemory(as: UInt8.self, repeating: 0) }
    default: return try Tensor(scalar: value).cast(to: type)
    }
  }

  /// Where the element at a position that may lie outside the axis comes from; `nil` for the fill.
  private func origin(of position: Int, extent: Int) -> Int? {
    if (0..<extent).contains(position) { return position }
    switch mode {
    case .constant: return nil
    case .edge: return min(max(position, 0), extent - 1)
    case .wrap:
      let rest = position % extent
      return rest < 0 ? rest + extent : rest
    case .reflect:
      let period = max(2 * (extent - 1), 1)
      let rest = abs(position) % period
      return rest < extent ? rest : period - rest
    }
  }
}
