import Tensors

/// ONNX Col2Im (18): windows' elements added up at the places of an image that they cover, the adjoint of
/// im2col.
///
/// Inputs: columns [N, C * block elements, positions], numbers; the image's spatial extents and the block's, int64
/// lists. Output: [N, C, image...]. Attributes: `strides`, `dilations` (default 1), `pads` (default 0), one an axis.
package struct ColumnsToImage: Operator {
  private let windows: WindowAttributes

  package init(_ reader: NodeReader) throws(OperatorError) { windows = try WindowAttributes(reader) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let columns = try inputs.required(0, of: DataType.numbers)
    if let extents = columns.extents, extents.count != 3 {
      throw .shape("columns of shape \(BroadcastShape.text(extents)) where [N, C * block, positions] is needed")
    }
    guard let image = try inputs.integers(1), let block = try inputs.integers(2) else {
      return [ValueFact(columns.dataType, nil)]
    }
    let axes = try axes(image: image, block: block)
    guard let extents = columns.extents else { return [ValueFact(columns.dataType, [nil, nil] + image)] }
    let blockCount = try Shape(checked: block).count
    let positions = try Shape(checked: axes.map(\.output)).count
    if let rows = extents[1], rows % blockCount != 0 {
      throw .shape("\(rows) rows of columns do not divide into blocks of \(blockCount)")
    }
    if let found = extents[2], found != positions {
      throw .shape("\(found) columns where a block has \(positions) positions in the image")
    }
    return [ValueFact(columns.dataType, [extents[0], extents[1].map { $0 / blockCount }] + image)]
  }

  private func axes(image: [Int], block: [Int]) throws(OperatorError) -> [WindowAxis] {
    guard !image.isEmpty, (image + block).allSatisfy({ 1...1 << 30 ~= $0 }) else {
      throw .value("an image of \(image) and a block of \(block): extents are from 1 to 2^30")
    }
    return try WindowAxis.resolve(windows, input: image, kernel: block)
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let axes = try axes(image: inputs.required(1).integers, block: inputs.required(2).integers)
    var kernel = FoldedColumns(columns: try inputs.take(0), fold: ColumnFold(axes), output: shape)
    return [try type.dispatch(&kernel)]
  }
}

private struct FoldedColumns: ArithmeticVisitor {
  let columns: Tensor
  let fold: ColumnFold
  let output: Shape

  mutating func visit<Element: ArithmeticElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let plane = output.count(of: 2..<output.rank)
    return Tensor(output, of: Element.self) { target in
      target.initialize(repeating: .zero)
      columns.withElements(as: Element.self) { columns in
        guard let planes = target.baseAddress, let columns = columns.baseAddress else { return }
        for index in 0..<output[0] * output[1] {
          fold.add(columns + index * fold.columnCount, to: planes + index * plane)
        }
      }
    }
  }
}
