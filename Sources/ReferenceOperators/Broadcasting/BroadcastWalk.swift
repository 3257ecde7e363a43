import Tensors

/// The order in which operands that broadcast to one shape are read: rows in which each operand either
/// advances by one element or stands still.
///
/// Neighbouring axes over which every operand advances alike are merged, so that equal shapes, a scalar
/// and a bias along the last axis are one or few long rows.
package struct BroadcastWalk {
  /// Elements of one row.
  package let rowLength: Int
  /// For each operand whether it advances along a row.
  package let advances: [Bool]
  /// Extents of the axes outside the row, outermost first.
  private let outer: [Int]
  /// Strides in elements of the axes outside the row, by axis and operand.
  private let strides: [[Int]]
  /// Number of rows.
  package let rowCount: Int

  /// - Precondition: the shapes broadcast to `result`.
  package init(_ operands: [Shape], to result: Shape) {
    if operands.allSatisfy({ $0.count == result.count || $0.count == 1 }) {
      rowLength = result.count
      advances = operands.map { $0.count != 1 }
      (outer, strides) = ([], [])
      rowCount = min(result.count, 1)
      return
    }
    var axes: [(extent: Int, strides: [Int])] = []
    for axis in (0..<result.rank).reversed() where result[axis] != 1 {
      let extent = result[axis]
      let steps = operands.map { operand in
        let own = axis - (result.rank - operand.rank)
        return own < 0 || operand[own] == 1 ? 0 : operand.strides[own]
      }
      if let inner = axes.last, zip(steps, inner.strides).allSatisfy({ $0 == $1 * inner.extent }) {
        axes[axes.count - 1].extent *= extent
      } else {
        axes.append((extent, steps))
      }
    }
    rowLength = axes.first?.extent ?? 1
    advances = axes.first?.strides.map { $0 != 0 } ?? operands.map { _ in false }
    outer = axes.dropFirst().reversed().map(\.extent)
    strides = axes.dropFirst().reversed().map(\.strides)
    rowCount = result.count == 0 ? 0 : outer.reduce(1, *)
  }

  /// Extents of the merged axes, the row included, outermost first.
  var extents: [Int] { outer + [rowLength] }

  /// How far an operand moves from one element to the next along a merged axis.
  func step(of operand: Int, along axis: Int) -> Int {
    axis < outer.count ? strides[axis][operand] : advances[operand] ? 1 : 0
  }

  /// What the operands advance by from one row of a plane to the next.
  var rowSteps: [Int] { strides.last ?? advances.map { _ in 0 } }

  /// Calls `body` for each row with the offset of its first element in the result and in each operand.
  @inline(__always)
  package func forEachRow(_ body: (_ result: Int, _ operands: [Int]) -> Void) {
    let steps = rowSteps
    forEachPlane(in: 0..<rowCount) { rows, offsets in
      var offsets = offsets
      for row in rows {
        body(row * rowLength, offsets)
        for operand in offsets.indices { offsets[operand] += steps[operand] }
      }
    }
  }

  /// Calls `body` for some of the rows: those next to each other along the innermost axis outside a row at
  /// once, with the offset of the first one's first element in each operand.
  @inline(__always)
  func forEachPlane(in rows: Range<Int>, _ body: (_ rows: Range<Int>, _ operands: [Int]) -> Void) {
    let extent = outer.last ?? 1
    let steps = rowSteps
    var row = rows.lowerBound
    guard row < rows.upperBound else { return }
    var index = position(ofRow: row)
    var offsets = advances.indices.map { operand in
      index.indices.reduce(0) { $0 + index[$1] * strides[$1][operand] }
    }
    while true {
      let first = index.last ?? 0
      let count = min(extent - first, rows.upperBound - row)
      body(row..<row + count, offsets)
      row += count
      if row == rows.upperBound { return }
      // Back to the plane's first row, then on to the next plane.
      for operand in offsets.indices { offsets[operand] -= steps[operand] * first }
      index[index.count - 1] = 0
      var axis = index.count - 2
      while axis >= 0 {
        index[axis] += 1
        for operand in offsets.indices { offsets[operand] += strides[axis][operand] }
        if index[axis] < outer[axis] { break }
        for operand in offsets.indices { offsets[operand] -= strides[axis][operand] * outer[axis] }
        index[axis] = 0
        axis -= 1
      }
    }
  }

  private func position(ofRow row: Int) -> [Int] {
    var rest = row
    var position = outer
    for axis in outer.indices.reversed() {
      (rest, position[axis]) = rest.quotientAndRemainder(dividingBy: outer[axis])
    }
    return position
  }
}
