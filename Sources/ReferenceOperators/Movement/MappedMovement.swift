import Tensors

/// Elements by an independent map of each axis' positions; the second source holds the fill.
struct MappedMovement: Movement {
  let shape: Shape
  /// By axis and position in the target: the position in the source, or `nil` for the fill.
  let origins: [[Int?]]
  /// Of the source, by axis.
  let strides: [Int]
  var threads = 1

  /// What stands for the fill among offsets.
  private static let outside = Int.min

  func move<Element>(
    from sources: [UnsafeBufferPointer<Element>], to target: UnsafeMutableBufferPointer<Element>
  ) throws(OperatorError) {
    guard shape.count > 0, let target = target.baseAddress, let fill = sources[1].first else { return }
    guard let last = offsets(axis: shape.rank - 1) else {
      target[0] = sources[0][0]
      return
    }
    let row = MappedRow(last, outside: Self.outside)
    // The rows of a plane differ along one axis.
    let rows = offsets(axis: shape.rank - 2) ?? [0]
    let outer = (0..<max(shape.rank - 2, 0)).compactMap(offsets)
    let rowCount = shape.count / last.count
    concurrently(over: rowCount, grain: max(elementsPerTask / last.count, 1), threads: threads) { part in
      var earlier = Self.outside
      var plane = Self.outside
      for index in part {
        let position = index % rows.count
        if position == 0 || index == part.lowerBound { plane = offset(ofPlane: index / rows.count, outer) }
        let to = target + index * last.count
        let base = plane == Self.outside || rows[position] == Self.outside ? Self.outside : plane + rows[position]
        if base == Self.outside {
          to.update(repeating: fill, count: last.count)
        } else if base == earlier {
          to.update(from: to - last.count, count: last.count)
        } else {
          row.copy(from: sources[0], base, to: to, fill: fill)
        }
        earlier = base
      }
    }
  }

  /// The offset of each position along an axis; `nil` for no axis.
  private func offsets(axis: Int) -> [Int]? {
    guard axis >= 0 else { return nil }
    return origins[axis].map { $0.map { $0 * strides[axis] } ?? Self.outside }
  }

  /// The offset in the source of a plane of the target.
  private func offset(ofPlane plane: Int, _ outer: [[Int]]) -> Int {
    var rest = plane
    var sum = 0
    for axis in outer.indices.reversed() {
      let (quotient, position) = rest.quotientAndRemainder(dividingBy: outer[axis].count)
      let offset = outer[axis][position]
      if offset == Self.outside { return offset }
      sum += offset
      rest = quotient
    }
    return sum
  }
}

/// The map of the innermost axis: a run of adjacent elements in the middle, others by their offsets.
private struct MappedRow {
  private let offsets: [Int]
  private let outside: Int
  private let run: Range<Int>

  init(_ offsets: [Int], outside: Int) {
    self.offsets = offsets
    self.outside = outside
    let first = offsets.indices.first {
      $0 + 1 < offsets.count && offsets[$0] != outside && offsets[$0 + 1] == offsets[$0] + 1
    }
    var end = first ?? 0
    if let first {
      end = first + 1
      while end < offsets.count, offsets[end] == offsets[end - 1] + 1 { end += 1 }
    }
    run = (first ?? 0)..<end
  }

  func copy<Element>(
    from source: UnsafeBufferPointer<Element>, _ base: Int, to target: UnsafeMutablePointer<Element>, fill: Element
  ) {
    guard let source = source.baseAddress else { return }
    offsets.withUnsafeBufferPointer { offsets in
      func pick(_ part: Range<Int>) {
        for i in part { target[i] = offsets[i] == outside ? fill : source[base + offsets[i]] }
      }
      pick(0..<run.lowerBound)
      if !run.isEmpty {
        (target + run.lowerBound).update(from: source + (base + offsets[run.lowerBound]), count: run.count)
      }
      pick(run.upperBound..<offsets.count)
    }
  }
}
