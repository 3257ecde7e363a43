import CDatapath

/// The rows of a dense matrix that pass by stationary elements, each padded with zeros to whole blocks of the
/// datapath's kernels.
struct StreamedRows {
  /// Columns in use, and floats of a row.
  let columns: Int
  let stride: Int
  let values: [Float]

  /// - Parameter place: of the element at a row and a column, in `matrix`.
  init(rows: Int, columns: Int, of matrix: [Float], at place: (_ row: Int, _ column: Int) -> Int) {
    let block = Int(CDATAPATH_CLUSTER_BLOCK)
    self.columns = columns
    let stride = (columns - 1) / block * block + block
    self.stride = stride
    values = Array(unsafeUninitializedCapacity: rows * stride) { values, count in
      values.initialize(repeating: 0)
      matrix.withUnsafeBufferPointer { matrix in
        for row in 0..<rows {
          for column in 0..<columns { values[row * stride + column] = matrix[place(row, column)] }
        }
      }
      count = rows * stride
    }
  }

  /// Multiplies a sparse row with the matrix and adds up, in folds of as many elements as there are lanes.
  ///
  /// - Parameters:
  ///   - elements: the row's elements and their positions, which are rows of the matrix.
  ///   - sums: ``stride`` of them; a continuation takes them in, else they are replaced.
  ///   - scratch: working memory.
  func multiply(
    _ elements: (values: ArraySlice<Float>, positions: ArraySlice<Int>), lanes: Int, in order: AdditionOrder,
    isContinuation: Bool = false, target: DatapathTarget = .best, sums: inout [Float], scratch: inout [Float]
  ) {
    let needed = lanes * Int(CDATAPATH_CLUSTER_BLOCK)
    if scratch.count < needed { scratch = Array(repeating: 0, count: needed) }
    order.pairs.withUnsafeBufferPointer { pairs in
      let kernelOrder = cdatapath_addition_order(
        lanes: lanes, takes_sum: isContinuation, pairs: pairs.baseAddress, additions: pairs.count / 2,
        result: Int(order.result))
      elements.values.withUnsafeBufferPointer { values in
        elements.positions.withUnsafeBufferPointer { positions in
          cdatapath_cluster_sums(
            target.code, kernelOrder, values.count, values.baseAddress, positions.baseAddress, self.values, stride,
            &sums, &scratch)
        }
      }
    }
  }
}
