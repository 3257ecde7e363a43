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
    let outer = (0..<shape.rank - 1).compactMap(offsets)
    let row = MappedRow(last, outside: Self.outside)
    let rows = shape.count / last.count
    concurrently(over: rows, grain: max(elementsPerTask / last.count, 1), threads: threads) { part in
      var earlier: (base: Int, row: UnsafeMutablePointer<Element>)?
      for index in part {
        let to = target + index * last.count
        let base = base(ofRow: index, outer)
        if let earlier, earlier.base == base {
          to.update(from: earlier.row, count: last.count)
        } else if base == Self.outside {
          to.update(repeating: fill, count: last.count)
        } else {
          row.copy(from: sources[0], base, to: to, fill: fill)
        }
        earlier = (base, to)
      }
    }
  }

  /// The offset of each position along an axis; `nil` for no axis.
  private func offsets(axis: Int) -> [Int]? {
    guard axis >= 0 else { return nil }
    return origins[axis].map { $0.map { $0 * strides[axis] } ?? Self.outside }
  }

  /// The offset in the source of a row of the target.
  private func base(ofRow row: Int, _ outer: [[Int]]) -> Int {
    var rest = row
    var base = 0
    for axis in outer.indices.reversed() {
      let (quotient, position) = rest.quotientAndRemainder(dividingBy: outer[axis].count)
      let offset = outer[axis][position]
      if offset == Self.outside { return offset }
      base += offset
      rest = quotient
    }
    return base
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
