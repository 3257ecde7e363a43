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
    return inputs[input]?.withUnsafeBytes { memory in
      // Weights in a mapped file have any alignment: they are not copied for this.
      guard let memory = memory.assumingMemoryBound(to: Float.self).baseAddress else { return nil }
      // Parts of about a megabyte, each put together while it is in the cache.
      let share = max(1, (1 << 18) / depth)
      func part(_ range: Range<Int>) -> CompressedSparseRows {
        matrix.rows(range).compressed(from: memory, columns: depth, minimumElements: minimumElements)
      }
      if share >= rows { return part(0..<rows) }
      let least = min(minimumElements, depth)
      let counts = matrix.nonZeros(in: memory, workers: workers).map { max($0, least) }
      return CompressedSparseRows(rowCounts: counts, columns: depth, share: share, workers: workers, part: part)
    } ?? CompressedSparseRows(columns: depth)
  }

  /// The rows as vectors that stream past a sparse controller's array.
  func streamed(rows: Int, depth: Int, of inputs: [Tensor?]) -> StreamedMatrix {
    StreamedMatrix(positions: depth, vectors: rows) { target, stride in
      gather(from: inputs, to: target, rowStep: 1, columnStep: stride)
    }
  }
}

extension StridedMatrix {
  /// Elements of each row that are not zero.
  fileprivate func nonZeros(in memory: UnsafePointer<Float>, workers: Workers) -> [Int] {
    [Int](unsafeUninitializedCapacity: rows) { counts, count in
      let counts = counts
      workers.perform(over: rows) { range in
        rows(range).countNonZeros(in: memory, UnsafeMutableBufferPointer(rebasing: counts[range]))
      }
      count = rows
    }
  }

  /// Goes through the elements as they lie in memory.
  private func countNonZeros(in memory: UnsafePointer<Float>, _ counts: UnsafeMutableBufferPointer<Int>) {
    counts.initialize(repeating: 0)
    if columnStride <= rowStride {
      for row in 0..<rows {
        var nonZeros: Int32 = 0
        let line = memory + offset + row * rowStride
        for column in 0..<columns { nonZeros &+= line[column &* columnStride] != 0 ? 1 : 0 }
        counts[row] = Int(nonZeros)
      }
    } else {
      for column in 0..<columns {
        let line = memory + offset + column * columnStride
        for row in 0..<rows { counts[row] &+= line[row &* rowStride] != 0 ? 1 : 0 }
      }
    }
  }

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
