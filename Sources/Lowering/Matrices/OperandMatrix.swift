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
    var operand = [Float](repeating: 0, count: rows * depth)
    operand.withUnsafeMutableBufferPointer { target in
      guard let target = target.baseAddress else { return }
      gather(
        from: inputs, to: target, rowStep: order == .rowsFirst ? depth : 1,
        columnStep: order == .rowsFirst ? 1 : rows)
    }
    return operand
  }

  /// Copies the elements to steps of the target's own. The target holds zeros: what lies in a convolution's padding is
  /// not written.
  func gather(
    from inputs: [Tensor?], to target: UnsafeMutablePointer<Float>, rowStep: Int, columnStep: Int
  ) {
    inputs[input]?.withElements(as: Float.self) { memory in
      guard let memory = memory.baseAddress else { return }
      switch self {
      case .strided(let matrix, _):
        matrix.gather(from: memory, to: target, rowStep: rowStep, columnStep: columnStep)
      case .patches(let matrix, _):
        matrix.gather(from: memory, to: target, rowStep: rowStep, columnStep: columnStep)
      }
    }
  }

  private var input: Int {
    switch self {
    case .strided(_, let input), .patches(_, let input): input
    }
  }
}
