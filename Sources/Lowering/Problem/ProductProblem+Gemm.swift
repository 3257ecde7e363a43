import ReferenceOperators
import Tensors

extension ProductProblem {
  /// Y = alpha * A' * B' + beta * C (ONNX Operators, Gemm).
  init(gemm reader: NodeReader, _ operands: ProblemOperands) throws(OperatorError) {
    let left = try Self.matrix(0, transposed: reader.flag("transA"), operands)
    let right = try Self.matrix(1, transposed: reader.flag("transB"), operands)
    let m = left.rows
    let n = right.columns
    let beta = try reader.float("beta", default: 1)
    var strides = (0, 0, 0)
    if let addend = operands[2] {
      let extents = [Int](repeating: 1, count: max(2 - addend.rank, 0)) + addend.extents
      guard extents.count == 2, extents[0] == 1 || extents[0] == m, extents[1] == 1 || extents[1] == n else {
        throw .shape("C \(addend) does not broadcast to [\(m)x\(n)]")
      }
      strides = (0, extents[0] == 1 ? 0 : extents[1], extents[1] == 1 ? 0 : 1)
    }
    try self.init(
      left: left, right: right, extents: [m, n], batchExtents: [],
      epilogue: Epilogue(
        scale: reader.float("alpha", default: 1), addend: operands[2] == nil || beta == 0 ? nil : 2,
        addendScale: beta, extents: (1, m, n), strides: strides),
      operands)
  }

  private static func matrix(
    _ index: Int, transposed: Bool, _ operands: ProblemOperands
  ) throws(OperatorError) -> MatrixStack {
    let shape = try operands.required(index)
    guard shape.rank == 2 else { throw .shape("input \(index) \(shape) where Gemm takes matrices") }
    let stack = MatrixStack(rows: shape[0], columns: shape[1])
    return transposed ? stack.transposed : stack
  }
}
