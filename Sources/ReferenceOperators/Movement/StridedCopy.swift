/// A copy of a box of elements between two memories that step differently along each axis.
///
/// Transposing, slicing, repeating, concatenating and splitting are all such copies. Axes of extent 1 are
/// dropped and neighbouring axes merged where both sides step alike, so that whole planes are one `memcpy`.
package struct StridedCopy {
  private struct Loop {
    var extent: Int
    var source: Int
    var target: Int
  }

  /// Outermost first.
  private let loops: [Loop]
  private let sourceStart: Int
  private let targetStart: Int
  private let isEmpty: Bool

  /// - Parameters:
  ///   - extents: of the box, outermost first.
  ///   - source: strides in elements, 0 to repeat, negative to walk backwards.
  ///   - sourceStart: offset in elements of the first one.
  package init(
    extents: [Int], source: [Int], target: [Int], sourceStart: Int = 0, targetStart: Int = 0
  ) {
    var merged: [Loop] = []
    for axis in extents.indices.reversed() where extents[axis] != 1 {
      let loop = Loop(extent: extents[axis], source: source[axis], target: target[axis])
      if let inner = merged.last, loop.source == inner.source * inner.extent,
        loop.target == inner.target * inner.extent
      {
        merged[merged.count - 1].extent *= loop.extent
      } else {
        merged.append(loop)
      }
    }
    loops = merged.reversed()
    self.sourceStart = sourceStart
    self.targetStart = targetStart
    isEmpty = extents.contains(0)
  }

  /// - Precondition: every element that the copy names is inside the buffers.
  package func run<Element>(
    from source: UnsafeBufferPointer<Element>, to target: UnsafeMutableBufferPointer<Element>
  ) {
    guard !isEmpty else { return }
    guard let row = loops.last else {
      target[targetStart] = source[sourceStart]
      return
    }
    let outer = loops.dropLast()
    var index = [Int](repeating: 0, count: outer.count)
    var (from, to) = (sourceStart, targetStart)
    while true {
      Self.copyRow(row, source, from, target, to)
      var axis = outer.count - 1
      while axis >= 0 {
        let loop = outer[axis]
        index[axis] += 1
        from += loop.source
        to += loop.target
        if index[axis] < loop.extent { break }
        from -= loop.source * loop.extent
        to -= loop.target * loop.extent
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  @inline(__always)
  private static func copyRow<Element>(
    _ row: Loop, _ source: UnsafeBufferPointer<Element>, _ from: Int,
    _ target: UnsafeMutableBufferPointer<Element>, _ to: Int
  ) {
    if row.target == 1, row.source == 1, let source = source.baseAddress, let target = target.baseAddress {
      (target + to).update(from: source + from, count: row.extent)
    } else if row.target == 1, row.source == 0 {
      let value = source[from]
      for i in 0..<row.extent { target[to + i] = value }
    } else {
      for i in 0..<row.extent { target[to + i * row.target] = source[from + i * row.source] }
    }
  }
}

/// Strided copies, each from its own source, that together write all of the target.
struct StridedMovement: Movement {
  let copies: [StridedCopy]

  func move<Element>(
    from sources: [UnsafeBufferPointer<Element>], to target: UnsafeMutableBufferPointer<Element>
  ) throws(OperatorError) {
    for (copy, source) in zip(copies, sources) { copy.run(from: source, to: target) }
  }
}

/// Copies of equally long blocks of the only source, one after another into the target.
struct BlockMovement: Movement {
  /// Offsets in elements of the blocks in the source.
  let starts: [Int]
  let length: Int

  func move<Element>(
    from sources: [UnsafeBufferPointer<Element>], to target: UnsafeMutableBufferPointer<Element>
  ) throws(OperatorError) {
    if length == 1 {
      for (i, start) in starts.enumerated() { target[i] = sources[0][start] }
    } else if let source = sources[0].baseAddress, let target = target.baseAddress {
      for (i, start) in starts.enumerated() {
        (target + i * length).update(from: source + start, count: length)
      }
    }
  }
}
