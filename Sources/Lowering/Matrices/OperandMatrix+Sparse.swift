import CycleSimulator
import Sparsity
import Tensors

extension OperandMatrix {
  /// The rows without what does not exist, as vectors that a sparse controller keeps.
  ///
  /// - Parameters:
  ///   - depth: of the operand; zeros where it exceeds the matrix's own.
  ///   - minimumElements: the fewest elements of a row.
  ///   - bound: elements below it count as zero.
  ///   - workers: do parts of the work.
  func compressed(
    rows: Int, depth: Int, minimumElements: Int, bound: MagnitudeBound, of inputs: [Tensor?], workers: Workers
  ) -> CompressedSparseRows {
    guard case .strided(let matrix, let input) = self else {
      let dense = operand(in: .rowsFirst, rows: rows, depth: depth, of: inputs)
      return dense.withUnsafeBufferPointer { dense in
        CompressedSparseRows(
          dense, rows: rows, columns: depth, minimumElements: minimumElements, bound: bound)
      }
    }
    return inputs[input]?.withUnsafeBytes { memory in
      // Weights in a mapped file have any alignment: they are not copied for this.
      guard let memory = memory.assumingMemoryBound(to: Float.self).baseAddress else { return nil }
      // Parts of about a megabyte, each put together while it is in the cache.
      let share = max(1, (1 << 18) / depth)
      func part(_ range: Range<Int>) -> CompressedSparseRows {
        matrix.rows(range).compressed(
          from: memory, columns: depth, minimumElements: minimumElements, bound)
      }
      if share >= rows { return part(0..<rows) }
      let least = min(minimumElements, depth)
      let counts = matrix.admitted(by: bound, in: memory, workers: workers).map { max($0, least) }
      return CompressedSparseRows(rowCounts: counts, columns: depth, share: share, workers: workers, part: part)
    } ?? CompressedSparseRows(columns: depth)
  }

  /// The rows as vectors that stream past a sparse controller's array.
  func streamed(rows: Int, depth: Int, of inputs: [Tensor?]) -> StreamedMatrix {
    switch self {
    case .strided(let matrix, let input):
      if matrix.columns == depth, matrix.isContiguousByColumns, let tensor = inputs[input],
        let inPlace = StreamedMatrix(positions: depth, vectors: rows, in: tensor, offset: matrix.offset)
      {
        return inPlace
      }
      return StreamedMatrix(positions: depth, vectors: rows, isFilled: matrix.columns == depth) { target, stride in
        gather(from: inputs, to: target, rowStep: 1, columnStep: stride)
      }
    case .patches(let matrix, let input):
      return StreamedMatrix(positions: depth, vectors: rows, isFilled: matrix.columns == depth) { target, stride in
        inputs[input]?.withElements(as: Float.self) { memory in
          if let memory = memory.baseAddress { matrix.writeColumns(from: memory, to: target, columnStep: stride) }
        }
      }
    }
  }
}

extension StridedMatrix {
  /// Elements of each row that are not below a bound.
  fileprivate func admitted(
    by bound: MagnitudeBound, in memory: UnsafePointer<Float>, workers: Workers
  ) -> [Int] {
    [Int](unsafeUninitializedCapacity: rows) { counts, count in
      let counts = counts
      workers.perform(over: rows) { range in
        rows(range).countAdmitted(by: bound, in: memory, UnsafeMutableBufferPointer(rebasing: counts[range]))
      }
      count = rows
    }
  }

  /// Goes through the elements as they lie in memory.
  private func countAdmitted(
    by bound: MagnitudeBound, in memory: UnsafePointer<Float>, _ counts: UnsafeMutableBufferPointer<Int>
  ) {
    counts.initialize(repeating: 0)
    if columnStride == 1 {
      for row in 0..<rows {
        let line = UnsafeRawBufferPointer(
          UnsafeBufferPointer(start: memory + offset + row * rowStride, count: columns))
        counts[row] = columns - line.floats(in: 0..<columns, below: bound)
      }
    } else {
      let least = bound.pattern
      for column in 0..<columns {
        let line = memory + offset + column * columnStride
        for row in 0..<rows { counts[row] &+= line[row &* rowStride].magnitude.bitPattern >= least ? 1 : 0 }
      }
    }
  }

  /// The rows without what does not exist, widened with zeros to `width` columns.
  fileprivate func compressed(
    from memory: UnsafePointer<Float>, columns width: Int, minimumElements: Int, _ bound: MagnitudeBound
  ) -> CompressedSparseRows {
    if isContiguous, columns == width {
      return CompressedSparseRows(
        UnsafeBufferPointer(start: memory + offset, count: rows * width), rows: rows, columns: width,
        minimumElements: minimumElements, bound: bound)
    }
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: rows * width) { dense in
      dense.initialize(repeating: 0)
      if let dense = dense.baseAddress { gather(from: memory, to: dense, rowStep: width, columnStep: 1) }
      return CompressedSparseRows(
        UnsafeBufferPointer(dense), rows: rows, columns: width, minimumElements: minimumElements, bound: bound)
    }
  }
}
