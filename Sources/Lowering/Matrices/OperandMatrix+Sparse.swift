import CycleSimulator
import Sparsity
import Tensors

extension OperandMatrix {
  /// The rows without what does not exist, as vectors that a sparse controller keeps.
  ///
  /// - Parameters:
  ///   - depth: of the operand; zeros where it exceeds the matrix's own.
  ///   - minimumElements: the fewest elements of a row.
  ///   - workers: do parts of the work.
  func compressed(
    rows: Int, depth: Int, minimumElements: Int, of inputs: [Tensor?], workers: Workers
  ) -> CompressedSparseRows {
    guard case .strided(let matrix, let input) = self else {
      let dense = operand(in: .rowsFirst, rows: rows, depth: depth, of: inputs)
      return CompressedSparseRows(dense: dense, rows: rows, columns: depth, minimumElements: minimumElements)
    }
    // Parts of about a megabyte, each put together while it is in the cache. Joining them takes their memory twice,
    // which is too much for the largest matrices (VGG-16's first Gemm has 103 million weights).
    let isWhole = matrix.isContiguous && matrix.columns == depth && rows * depth >= 1 << 26
    let share = isWhole ? rows : max(1, (1 << 18) / depth)
    var parts = [CompressedSparseRows](
      repeating: CompressedSparseRows(columns: depth), count: (rows - 1) / share + 1)
    inputs[input]?.withElements(as: Float.self) { memory in
      guard let memory = memory.baseAddress else { return }
      parts.withUnsafeMutableBufferPointer { parts in
        let parts = parts
        workers.perform(parts.count) { part in
          parts[part] = matrix.rows(part * share..<min((part + 1) * share, rows))
            .compressed(from: memory, columns: depth, minimumElements: minimumElements)
        }
      }
    }
    return parts.count == 1 ? parts[0] : CompressedSparseRows(joining: parts, workers: workers)
  }

  /// The rows as vectors that stream past a sparse controller's array.
  func streamed(rows: Int, depth: Int, of inputs: [Tensor?]) -> StreamedMatrix {
    StreamedMatrix(positions: depth, vectors: rows) { target, stride in
      gather(from: inputs, to: target, rowStep: 1, columnStep: stride)
    }
  }
}

extension StridedMatrix {
  /// The rows without what does not exist, widened with zeros to `width` columns.
  fileprivate func compressed(
    from memory: UnsafePointer<Float>, columns width: Int, minimumElements: Int
  ) -> CompressedSparseRows {
    if isContiguous, columns == width {
      return CompressedSparseRows(
        UnsafeBufferPointer(start: memory + offset, count: rows * width), rows: rows, columns: width,
        minimumElements: minimumElements)
    }
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: rows * width) { dense in
      dense.initialize(repeating: 0)
      if let dense = dense.baseAddress { gather(from: memory, to: dense, rowStep: width, columnStep: 1) }
      return CompressedSparseRows(
        UnsafeBufferPointer(dense), rows: rows, columns: width, minimumElements: minimumElements)
    }
  }
}
