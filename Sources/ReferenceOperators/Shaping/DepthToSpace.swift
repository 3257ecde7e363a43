import Tensors

/// DepthToSpace (ONNX Operators): blocks of channels of [N, C, H, W] become blocks of pixels. Any
/// type; the output is [N, C / blocksize^2, H * blocksize, W * blocksize].
///
/// `blocksize` is required; `mode` (opset 11) is `DCR` (default: depth-column-row) or `CRD`.
package struct DepthToSpace: Operator {
  private let block: Int
  private let blocksOutermost: Bool

  package init(_ node: NodeReader) throws(OperatorError) {
    block = try blockSize(node)
    let mode = try node.string("mode", default: "DCR")
    guard mode == "DCR" || mode == "CRD" else { throw .attribute("mode", found: mode, expected: "DCR or CRD") }
    blocksOutermost = mode == "DCR"
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    guard let extents = try planeExtents(input) else { return [ValueFact(input.dataType, nil)] }
    if let channels = extents[1], channels % (block * block) != 0 {
      throw .shape("\(channels) channels do not divide into blocks of \(block)x\(block)")
    }
    return [
      ValueFact(
        input.dataType,
        [
          extents[0], extents[1].map { $0 / (block * block) }, extents[2].map { $0 &* block },
          extents[3].map { $0 &* block },
        ])
    ]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let input = try inputs.take(0)
    let (batch, channels, rows, columns) = (shape[0], shape[1], input.shape[2], input.shape[3])
    let split =
      blocksOutermost
      ? [batch, block, block, channels, rows, columns] : [batch, channels, block, block, rows, columns]
    let order = blocksOutermost ? [0, 3, 4, 1, 5, 2] : [0, 1, 4, 2, 5, 3]
    return [try input.withShape(Shape(checked: split)).permuted(order).withShape(shape)]
  }
}

/// SpaceToDepth (ONNX Operators): blocks of pixels of [N, C, H, W] become blocks of channels; `blocksize` is
/// required.
package struct SpaceToDepth: Operator {
  private let block: Int

  package init(_ node: NodeReader) throws(OperatorError) { block = try blockSize(node) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    guard let extents = try planeExtents(input) else { return [ValueFact(input.dataType, nil)] }
    for extent in extents[2...] {
      if let extent, extent % block != 0 {
        throw .shape("extent \(extent) does not divide into blocks of \(block)")
      }
    }
    return [
      ValueFact(
        input.dataType,
        [
          extents[0], extents[1].map { $0 &* block &* block }, extents[2].map { $0 / block },
          extents[3].map { $0 / block },
        ])
    ]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let input = try inputs.take(0)
    let split = [shape[0], input.shape[1], shape[2], block, shape[3], block]
    return [try input.withShape(Shape(checked: split)).permuted([0, 3, 5, 1, 2, 4]).withShape(shape)]
  }
}

private func blockSize(_ node: NodeReader) throws(OperatorError) -> Int {
  let size = try node.required("blocksize", node.int("blocksize"))
  guard (1...1 << 12).contains(size) else {
    throw .attribute("blocksize", found: "\(size)", expected: "1 to \(1 << 12)")
  }
  return size
}

/// The extents of a batch of planes; `nil` where the rank is not known.
private func planeExtents(_ input: ValueFact) throws(OperatorError) -> [Int?]? {
  guard let extents = input.extents else { return nil }
  guard extents.count == 4 else {
    throw .shape("input 0 has shape \(BroadcastShape.text(extents)) where [N, C, H, W] is accepted")
  }
  return extents
}
