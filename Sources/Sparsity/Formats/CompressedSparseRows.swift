/// A matrix in compressed sparse row form (CSR): the elements of each row that exist, by ascending column.
///
/// An element exists where it is not zero. A row that has fewer than `minimumElements` gets explicit zeros at its
/// first zero columns below that number until it has as many, or all columns: MAGMA's controller never finishes a
/// row that has nothing to do (1), SIGMA's tree builds no virtual neuron of fewer than three multipliers (3).
package struct CompressedSparseRows: Hashable, Sendable {
  package private(set) var rows: Int
  package let columns: Int
  package private(set) var values: [Float] = []
  package private(set) var columnIndices: [Int32] = []
  /// `rows + 1` positions: row r's elements are `rowPointers[r]..<rowPointers[r + 1]`.
  package private(set) var rowPointers = [0]

  /// Compresses a row-major matrix.
  package init(dense: [Float], rows: Int, columns: Int, minimumElements: Int = 1) {
    precondition(dense.count == rows * columns, "a matrix has rows * columns elements")
    self.init(rows: 0, columns: columns)
    dense.withUnsafeBufferPointer { dense in
      guard let base = dense.baseAddress else { return appendEmptyRows(rows) }
      append(rows: rows, of: base, minimumElements: minimumElements)
    }
  }

  /// A matrix without zeros: ones everywhere.
  package init(fullRows rows: Int, columns: Int) {
    self.init(elements: Array(repeating: columns, count: rows), columns: columns)
  }

  /// A matrix of `rows` rows without elements.
  private init(rows: Int, columns: Int) {
    self.rows = 0
    self.columns = columns
    appendEmptyRows(rows)
  }

  /// A matrix without rows, to append to. Columns number less than 2^31.
  package init(columns: Int) { self.init(rows: 0, columns: columns) }

  private mutating func appendEmptyRows(_ count: Int) {
    rows += count
    rowPointers += Array(repeating: values.count, count: count)
  }

  /// A matrix of ones in the first columns of each row.
  /// - Parameter elements: how many each row has.
  package init(elements: [Int], columns: Int) {
    rows = elements.count
    self.columns = columns
    rowPointers = elements.reduce(into: [0]) { pointers, count in
      pointers.append(pointers[pointers.count - 1] + count)
    }
    columnIndices = elements.flatMap { 0..<Int32(truncatingIfNeeded: $0) }
    values = Array(repeating: 1, count: columnIndices.count)
  }

  /// Positions of a row's elements in ``values`` and ``columnIndices``.
  package func elements(ofRow row: Int) -> Range<Int> { rowPointers[row]..<rowPointers[row + 1] }

  /// The number of elements of each row.
  package var rowCounts: [Int] { zip(rowPointers, rowPointers.dropFirst()).map { $1 - $0 } }

  /// The same rows in another order.
  package func reordered(_ order: [Int]) -> CompressedSparseRows {
    var result = CompressedSparseRows(columns: columns)
    result.values.reserveCapacity(values.count)
    result.columnIndices.reserveCapacity(values.count)
    for row in order {
      result.values += values[elements(ofRow: row)]
      result.columnIndices += columnIndices[elements(ofRow: row)]
      result.rowPointers.append(result.values.count)
    }
    result.rows = order.count
    return result
  }
}

// MARK: - Appending

extension CompressedSparseRows {
  /// Appends rows of a dense matrix, which lie one after the other.
  package mutating func append(rows count: Int, of dense: UnsafePointer<Float>, minimumElements: Int = 1) {
    let existing = (0..<count * columns).reduce(0) { $0 &+ (dense[$1] != 0 ? 1 : 0) }
    // Explicit zeros may come on top, and the copying below writes one element beyond a row.
    let room = values.count + existing + count * minimumElements + 1
    values.grow(to: room)
    columnIndices.grow(to: room)
    let (columns, first) = (columns, rowPointers[rows])
    let ends = values.withUnsafeMutableBufferPointer { values in
      columnIndices.withUnsafeMutableBufferPointer { columnIndices in
        var end = first
        return (0..<count).map { row in
          let line = dense + row * columns
          let start = end
          for column in 0..<columns {
            values[end] = line[column]
            columnIndices[end] = Int32(truncatingIfNeeded: column)
            end &+= line[column] != 0 ? 1 : 0
          }
          let lacking = min(minimumElements, columns) - (end - start)
          guard lacking > 0 else { return end }
          end = start
          for column in Self.filled(line, columns: columns, lacking: lacking, minimumElements) {
            values[end] = line[column] + 0
            columnIndices[end] = Int32(truncatingIfNeeded: column)
            end += 1
          }
          return end
        }
      }
    }
    rows += count
    rowPointers += ends
    values.removeLast(room - rowPointers[rows])
    columnIndices.removeLast(room - rowPointers[rows])
  }

  /// The columns of a row's elements and of the explicit zeros that it lacks.
  private static func filled(
    _ line: UnsafePointer<Float>, columns: Int, lacking: Int, _ minimumElements: Int
  ) -> [Int] {
    let zeros = (0..<min(minimumElements, columns)).filter { line[$0] == 0 }.prefix(lacking)
    return (0..<columns).filter { line[$0] != 0 || zeros.contains($0) }
  }

  /// The rows of several matrices of as many columns, one below the other.
  package init(joining parts: [CompressedSparseRows]) {
    self.init(columns: parts.first?.columns ?? 0)
    let count = parts.reduce(0) { $0 + $1.values.count }
    values.reserveCapacity(count)
    columnIndices.reserveCapacity(count)
    for part in parts {
      precondition(part.columns == columns, "\(part.columns) columns below \(columns)")
      let offset = values.count
      values += part.values
      columnIndices += part.columnIndices
      rowPointers += part.rowPointers.dropFirst().map { $0 + offset }
      rows += part.rows
    }
  }
}

extension Array where Element: AdditiveArithmetic {
  fileprivate mutating func grow(to count: Int) {
    self += repeatElement(.zero, count: count - self.count)
  }
}
