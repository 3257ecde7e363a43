import Tensors

/// A matrix that is cut out of one of a node's inputs: rows by reduction depth.
enum OperandMatrix: Sendable {
  case strided(StridedMatrix, input: Int)
  case patches(PatchMatrix, input: Int)

  /// How an operand lies in memory.
  enum Order: Sendable {
    /// Row after row, each along the depth.
    case rowsFirst
    /// Depth index after depth index, each along the rows.
    case depthFirst
  }

  /// The matrix as an operand of `rows` by `depth`, zeros where `depth` exceeds its own.
  func operand(in order: Order, rows: Int, depth: Int, of inputs: [Tensor?]) -> [Float] {
    let rowStep = order == .rowsFirst ? depth : 1
    let columnStep = order == .rowsFirst ? 1 : rows
    var operand = [Float](repeating: 0, count: rows * depth)
    operand.withUnsafeMutableBufferPointer { target in
      inputs[input]?.withElements(as: Float.self) { memory in
        guard let memory = memory.baseAddress, let target = target.baseAddress else { return }
        switch self {
        case .strided(let matrix, _):
          matrix.gather(from: memory, to: target, rowStep: rowStep, columnStep: columnStep)
        case .patches(let matrix, _):
          matrix.gather(from: memory, to: target, rowStep: rowStep, columnStep: columnStep)
        }
      }
    }
    return operand
  }

  private var input: Int {
    switch self {
    case .strided(_, let input), .patches(_, let input): input
    }
  }
}
