/// A matrix whose elements lie in memory at constant steps, or several such matrices one below the other.
struct StridedMatrix: Sendable {
  let offset: Int
  /// Matrices that are stacked, and the step from one to the next.
  private(set) var blocks = 1
  private(set) var blockStride = 0
  /// Rows of each of them.
  private let blockRows: Int
  let rowStride: Int
  let columns: Int
  let columnStride: Int

  init(offset: Int, rows: Int, rowStride: Int, columns: Int, columnStride: Int) {
    self.offset = offset
    blockRows = rows
    self.rowStride = rowStride
    self.columns = columns
    self.columnStride = columnStride
  }

  var rows: Int { blocks * blockRows }

  /// This matrix and the ones that follow at `stride`, one below the other.
  func repeated(_ count: Int, stride: Int) -> StridedMatrix {
    precondition(blocks == 1, "a stack of stacks has no constant step")
    var stack = self
    stack.blocks = count
    stack.blockStride = stride
    return stack
  }

  var transposed: StridedMatrix {
    precondition(blocks == 1, "a stack has no transpose with constant steps")
    return StridedMatrix(
      offset: offset, rows: columns, rowStride: columnStride, columns: blockRows, columnStride: rowStride)
  }

  /// Some of the rows.
  func rows(_ range: Range<Int>) -> StridedMatrix {
    precondition(blocks == 1, "rows of a stack may lie in several matrices")
    return StridedMatrix(
      offset: offset + range.lowerBound * rowStride, rows: range.count, rowStride: rowStride, columns: columns,
      columnStride: columnStride)
  }

  /// Whether the elements lie one after the other, row by row.
  var isContiguous: Bool { blocks == 1 && columnStride == 1 && rowStride == columns }
  /// Whether they do, column by column.
  var isContiguousByColumns: Bool { blocks == 1 && rowStride == 1 && columnStride == rows }

  /// Copies the elements out of `memory` to steps of the target's own.
  func gather(
    from memory: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, rowStep: Int, columnStep: Int
  ) {
    for block in 0..<blocks {
      copyMatrix(
        rows: blockRows, columns: columns,
        from: memory + offset + block * blockStride, rowStride, columnStride,
        to: target + block * blockRows * rowStep, rowStep, columnStep)
    }
  }

  /// Copies elements that lie at steps of their own into `memory`.
  func scatter(
    from source: UnsafePointer<Float>, rowStep: Int, columnStep: Int, to memory: UnsafeMutablePointer<Float>
  ) {
    for block in 0..<blocks {
      copyMatrix(
        rows: blockRows, columns: columns,
        from: source + block * blockRows * rowStep, rowStep, columnStep,
        to: memory + offset + block * blockStride, rowStride, columnStride)
    }
  }
}
