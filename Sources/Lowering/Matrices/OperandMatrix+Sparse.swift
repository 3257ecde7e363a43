import CycleSimulator
import Sparsity
import Tensors

extension OperandMatrix {
  /// The rows without what does not exist, as vectors that a sparse controller keeps.
  ///
  /// - Parameters:
  ///   - depth: of the operand; zeros where it exceeds the matrix's own.
  ///   - minimumElements: the fewest elements of a row.
  ///   - tasks: runs parts of the work.
  func compressed(
    rows: Int, depth: Int, minimumElements: Int, of inputs: [Tensor?], tasks: TaskRunner
  ) -> CompressedSparseRows {
    guard case .strided(let matrix, let input) = self else {
      let dense = operand(in: .rowsFirst, rows: rows, depth: depth, of: inputs)
      return CompressedSparseRows(dense: dense, rows: rows, columns: depth, minimumElements: minimumElements)
    }
    // Parts of about a megabyte, each put together while it is in the cache.
    let share = max(1, (1 << 18) / depth)
    var parts = [CompressedSparseRows](
      repeating: CompressedSparseRows(columns: depth), count: (rows - 1) / share + 1)
    inputs[input]?.withElements(as: Float.self) { memory in
      guard let memory = memory.baseAddress else { return }
      parts.withUnsafeMutableBufferPointer { parts in
        tasks(parts.count) { part in
          let part = part
          matrix.rows(part * share..<min((part + 1) * share, rows))
            .append(to: &parts[part], from: memory, minimumElements: minimumElements)
        }
      }
    }
    return parts.count == 1 ? parts[0] : CompressedSparseRows(joining: parts)
  }

  /// The rows as vectors that stream past a sparse controller's array.
  func streamed(rows: Int, depth: Int, of inputs: [Tensor?]) -> StreamedMatrix {
    StreamedMatrix(positions: depth, vectors: rows) { target, stride in
      gather(from: inputs, to: target, rowStep: 1, columnStep: stride)
    }
  }
}

extension StridedMatrix {
  /// Appends the rows, with zeros behind them where `matrix` is wider, to a matrix.
  fileprivate func append(
    to matrix: inout CompressedSparseRows, from memory: UnsafePointer<Float>, minimumElements: Int
  ) {
    if isContiguous, columns == matrix.columns {
      matrix.append(rows: rows, of: memory + offset, minimumElements: minimumElements)
      return
    }
    let width = matrix.columns
    let dense = UnsafeMutablePointer<Float>.allocate(capacity: rows * width)
    defer { dense.deallocate() }
    dense.initialize(repeating: 0, count: rows * width)
    gather(from: memory, to: dense, rowStep: width, columnStep: 1)
    matrix.append(rows: rows, of: dense, minimumElements: minimumElements)
  }
}
