import ReferenceOperators
import Tensors

extension ProductProblem {
  /// numpy's `matmul` (ONNX Operators, MatMul): a vector on the left is one row, on the right one column,
  /// and that axis is missing in the result; the axes before the last two broadcast.
  init(matMul operands: ProblemOperands) throws(OperatorError) {
    let left = try operands.required(0).extents
    let right = try operands.required(1).extents
    guard !left.isEmpty, !right.isEmpty else { throw .shape("a scalar where MatMul takes vectors or matrices") }
    let leftMatrix = left.count == 1 ? [1] + left : left
    let rightMatrix = right.count == 1 ? right + [1] : right
    let leftBatch = Array(leftMatrix.dropLast(2))
    let rightBatch = Array(rightMatrix.dropLast(2))
    let broadcast = try BroadcastShape.extents(of: [leftBatch, rightBatch]) ?? []
    let batch = broadcast.compactMap { $0 }
    let rows = leftMatrix[leftMatrix.count - 2]
    let columns = rightMatrix[rightMatrix.count - 1]
    let extents = batch + (left.count == 1 ? [] : [rows]) + (right.count == 1 ? [] : [columns])
    try self.init(
      left: MatrixStack(
        rows: rows, columns: leftMatrix[leftMatrix.count - 1], extents: leftBatch, broadcastTo: batch),
      right: MatrixStack(
        rows: rightMatrix[rightMatrix.count - 2], columns: columns, extents: rightBatch, broadcastTo: batch),
      extents: extents, batchExtents: batch, epilogue: Epilogue(), operands)
  }
}
