/// Copies a matrix between two layouts, each given by its steps from row to row and column to column.
///
/// Rows or columns whose elements are neighbours on both sides are copied as they are; other layouts
/// (transposes) go by small squares, so that the lines of both sides are used while they are in the cache.
func copyMatrix(
  rows: Int, columns: Int,
  from source: UnsafePointer<Float>, _ sourceRow: Int, _ sourceColumn: Int,
  to target: UnsafeMutablePointer<Float>, _ targetRow: Int, _ targetColumn: Int
) {
  if sourceColumn == 1, targetColumn == 1 {
    for row in 0..<rows {
      (target + row * targetRow).update(from: source + row * sourceRow, count: columns)
    }
    return
  }
  if sourceRow == 1, targetRow == 1 {
    for column in 0..<columns {
      (target + column * targetColumn).update(from: source + column * sourceColumn, count: rows)
    }
    return
  }
  let edge = 32
  for firstRow in stride(from: 0, to: rows, by: edge) {
    let lastRow = min(firstRow + edge, rows)
    for firstColumn in stride(from: 0, to: columns, by: edge) {
      let lastColumn = min(firstColumn + edge, columns)
      for row in firstRow..<lastRow {
        for column in firstColumn..<lastColumn {
          target[row * targetRow + column * targetColumn] = source[row * sourceRow + column * sourceColumn]
        }
      }
    }
  }
}
