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
  private let isEmpty: Bool

  /// - Precondition: the shapes broadcast to `result`.
  package init(_ operands: [Shape], to result: Shape) {
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
    isEmpty = result.count == 0
  }

  /// Extents of the merged axes, the row included, outermost first.
  var extents: [Int] { outer + [rowLength] }

  /// How far an operand moves from one element to the next along a merged axis.
  func step(of operand: Int, along axis: Int) -> Int {
    axis < outer.count ? strides[axis][operand] : advances[operand] ? 1 : 0
  }

  /// Number of rows.
  package var rowCount: Int { isEmpty ? 0 : outer.reduce(1, *) }

  /// Calls `body` for each row with the offset of its first element in the result and in each operand.
  @inline(__always)
  package func forEachRow(_ body: (_ result: Int, _ operands: [Int]) -> Void) {
    forEachRow(in: 0..<rowCount, body)
  }

  /// The same for some of the rows.
  @inline(__always)
  func forEachRow(in rows: Range<Int>, _ body: (_ result: Int, _ operands: [Int]) -> Void) {
    guard !rows.isEmpty else { return }
    var index = position(ofRow: rows.lowerBound)
    var offsets = advances.indices.map { operand in
      index.indices.reduce(0) { $0 + index[$1] * strides[$1][operand] }
    }
    for row in rows {
      body(row * rowLength, offsets)
      var axis = outer.count - 1
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
