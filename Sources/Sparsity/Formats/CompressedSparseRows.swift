import Tensors

/// A matrix in compressed sparse row form (CSR): the elements of each row that exist, by ascending column.
///
/// An element exists where it is not zero. A row that has fewer than `minimumElements` gets explicit zeros at its
/// first zero columns below that number until it has as many, or all columns: MAGMA's controller never finishes a
/// row that has nothing to do (1), SIGMA's tree builds no virtual neuron of fewer than three multipliers (3).
package struct CompressedSparseRows: Hashable, Sendable {
  package let rows: Int
  package let columns: Int
  package let values: [Float]
  package let columnIndices: [Int32]
  /// `rows + 1` positions: row r's elements are `rowPointers[r]..<rowPointers[r + 1]`.
  package let rowPointers: [Int]

  private init(rows: Int, columns: Int, values: [Float], columnIndices: [Int32], rowPointers: [Int]) {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.columnIndices = columnIndices
    self.rowPointers = rowPointers
  }

  /// A matrix without rows.
  package init(columns: Int) {
    self.init(rows: 0, columns: columns, values: [], columnIndices: [], rowPointers: [0])
  }

  /// A matrix of ones in the first columns of each row.
  /// - Parameter elements: how many each row has.
  package init(elements: [Int], columns: Int) {
    let indices = elements.flatMap { 0..<Int32(truncatingIfNeeded: $0) }
    self.init(
      rows: elements.count, columns: columns, values: Array(repeating: 1, count: indices.count),
      columnIndices: indices,
      rowPointers: elements.reduce(into: [0]) { pointers, count in
        pointers.append(pointers[pointers.count - 1] + count)
      })
  }

  /// Positions of a row's elements in ``values`` and ``columnIndices``.
  package func elements(ofRow row: Int) -> Range<Int> { rowPointers[row]..<rowPointers[row + 1] }

  /// The number of elements of each row.
  package var rowCounts: [Int] { zip(rowPointers, rowPointers.dropFirst()).map { $1 - $0 } }

  /// The same rows in another order.
  package func reordered(_ order: [Int]) -> CompressedSparseRows {
    var (values, indices, pointers): ([Float], [Int32], [Int]) = ([], [], [0])
    values.reserveCapacity(self.values.count)
    indices.reserveCapacity(self.values.count)
    for row in order {
      values += self.values[elements(ofRow: row)]
      indices += columnIndices[elements(ofRow: row)]
      pointers.append(values.count)
    }
    return CompressedSparseRows(
      rows: order.count, columns: columns, values: values, columnIndices: indices, rowPointers: pointers)
  }
}

// MARK: - Compressing

extension CompressedSparseRows {
  /// Compresses a row-major matrix.
  package init(dense: [Float], rows: Int, columns: Int, minimumElements: Int = 1) {
    precondition(dense.count == rows * columns, "a matrix has rows * columns elements")
    self = dense.withUnsafeBufferPointer { dense in
      CompressedSparseRows(dense, rows: rows, columns: columns, minimumElements: minimumElements)
    }
  }

  /// Compresses the rows of a matrix that lie one after the other. Columns number less than 2^31.
  /// - Parameter bound: elements below it count as zero.
  package init(
    _ dense: UnsafeBufferPointer<Float>, rows: Int, columns: Int, minimumElements: Int = 1,
    bound: MagnitudeBound = .nonZero
  ) {
    var indices: [Int32] = []
    var pointers = [0]
    pointers.reserveCapacity(rows + 1)
    let values = [Float](unsafeUninitializedCapacity: rows * columns) { values, count in
      indices = [Int32](unsafeUninitializedCapacity: rows * columns) { indices, end in
        for row in 0..<rows {
          let line = UnsafeBufferPointer(rebasing: dense[row * columns..<(row + 1) * columns])
          let start = end
          end = Self.compress(line, bound, to: values, indices, from: start)
          if end - start < min(minimumElements, columns) {
            end = Self.fill(line, bound, to: values, indices, from: start, minimumElements)
          }
          pointers.append(end)
        }
        count = end
      }
    }
    self.init(rows: rows, columns: columns, values: values, columnIndices: indices, rowPointers: pointers)
  }

  /// Appends a row's elements. Writes whatever comes and goes on only where it exists, which is faster than to branch.
  /// - Returns: the elements' end.
  private static func compress(
    _ line: UnsafeBufferPointer<Float>, _ bound: MagnitudeBound, to values: UnsafeMutableBufferPointer<Float>,
    _ indices: UnsafeMutableBufferPointer<Int32>, from start: Int
  ) -> Int {
    var end = start
    let least = bound.pattern
    for column in line.indices {
      values[end] = line[column]
      indices[end] = Int32(truncatingIfNeeded: column)
      // Whether the bound admits it, as a number.
      end &+= 1 &- Int(truncatingIfNeeded: (line[column].magnitude.bitPattern &- least) &>> 31)
    }
    return end
  }

  /// Appends the elements of a row that has too few, with explicit zeros.
  /// - Returns: the elements' end.
  private static func fill(
    _ line: UnsafeBufferPointer<Float>, _ bound: MagnitudeBound, to values: UnsafeMutableBufferPointer<Float>,
    _ indices: UnsafeMutableBufferPointer<Int32>, from start: Int, _ minimumElements: Int
  ) -> Int {
    let lacking = minimumElements - line.count { bound.admits($0) }
    let zeros = line.indices.prefix(minimumElements).filter { !bound.admits(line[$0]) }.prefix(lacking)
    var end = start
    for column in line.indices where bound.admits(line[column]) || zeros.contains(column) {
      values[end] = bound.admits(line[column]) ? line[column] : 0
      indices[end] = Int32(truncatingIfNeeded: column)
      end += 1
    }
    return end
  }

  /// Puts a matrix together out of parts that are compressed by themselves, each on its way to its place: no two forms
  /// of the whole are in memory.
  ///
  /// - Parameters:
  ///   - rowCounts: the elements of each row.
  ///   - share: rows of a part.
  ///   - part: compresses some rows.
  package init(
    rowCounts: [Int], columns: Int, share: Int, workers: Workers = .caller,
    part: (_ rows: Range<Int>) -> CompressedSparseRows
  ) {
    var pointers = [0]
    pointers.reserveCapacity(rowCounts.count + 1)
    for count in rowCounts { pointers.append(pointers[pointers.count - 1] + count) }
    let total = pointers[rowCounts.count]
    var indices: [Int32] = []
    let values = [Float](unsafeUninitializedCapacity: total) { values, count in
      indices = [Int32](unsafeUninitializedCapacity: total) { indices, end in
        let (values, indices) = (values, indices)
        workers.perform((rowCounts.count + share - 1) / share) { number in
          let rows = number * share..<min((number + 1) * share, rowCounts.count)
          let compressed = part(rows)
          let start = pointers[rows.lowerBound]
          precondition(compressed.values.count == pointers[rows.upperBound] - start, "rows have the stated counts")
          _ = values[start...].initialize(from: compressed.values)
          _ = indices[start...].initialize(from: compressed.columnIndices)
        }
        end = total
      }
      count = total
    }
    self.init(
      rows: rowCounts.count, columns: columns, values: values, columnIndices: indices, rowPointers: pointers)
  }
}
