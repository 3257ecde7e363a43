import CKernels

/// A copy of a box of elements between two memories that step differently along each axis.
///
/// Transposing, slicing, repeating, concatenating and splitting are all such copies. Axes of extent 1 are
/// dropped and neighbouring axes merged where both sides step alike, so that whole planes are one `memcpy`.
package struct StridedCopy {
  struct Loop {
    var extent: Int
    var source: Int
    var target: Int
  }

  /// Outermost first.
  private var loops: [Loop]
  private var sourceStart: Int
  private var targetStart: Int
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

  /// Whether only runs of adjacent elements move, for which any alignment will do.
  var movesRuns: Bool { loops.last.map { $0.source == 1 && $0.target == 1 } ?? false }

  /// Copies the box; a large one is shared among at most `threads` threads.
  /// - Precondition: every element that the copy names is inside the buffers.
  package func run<Element>(
    from source: UnsafeBufferPointer<Element>, to target: UnsafeMutableBufferPointer<Element>, threads: Int = 1
  ) {
    guard !isEmpty, let source = source.baseAddress, let target = target.baseAddress else { return }
    let count = loops.reduce(1) { $0 * $1.extent }
    guard threads > 1, count > 2 * elementsPerTask else { return run(from: source, to: target) }
    let outermost = loops[0]
    let grain = max(outermost.extent * elementsPerTask / count, 1)
    concurrently(over: outermost.extent, grain: grain, threads: threads) { part in
      var copy = self
      copy.loops[0].extent = part.count
      copy.sourceStart += part.lowerBound * outermost.source
      copy.targetStart += part.lowerBound * outermost.target
      copy.run(from: source, to: target)
    }
  }

  /// Walks the outer loops; the two innermost ones, or those of a transposition, are a plane.
  private func run<Element>(from source: UnsafePointer<Element>, to target: UnsafeMutablePointer<Element>) {
    var outer = loops
    guard let row = outer.popLast() else {
      target[targetStart] = source[sourceStart]
      return
    }
    let adjacent = row.source == 1 ? nil : outer.lastIndex { $0.source == 1 }
    var rows = Loop(extent: 1, source: 0, target: 0)
    if let index = adjacent ?? outer.indices.last { rows = outer.remove(at: index) }
    let plane = CopiedPlane(rows: rows, row: row)
    var index = [Int](repeating: 0, count: outer.count)
    var (from, to) = (sourceStart, targetStart)
    while true {
      plane.copy(from: source + from, to: target + to)
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
}

/// Two loops of a copy.
private struct CopiedPlane {
  let rows: StridedCopy.Loop
  let row: StridedCopy.Loop

  @inline(__always)
  func copy<Element>(from source: UnsafePointer<Element>, to target: UnsafeMutablePointer<Element>) {
    if rows.source == 1, row.target == 1, row.source != 1, rows.extent > 1 {
      transpose(from: source, to: target)
    } else {
      for index in 0..<rows.extent {
        copyRow(from: source + index * rows.source, to: target + index * rows.target)
      }
    }
  }

  /// Elements of a run from which on a call of `memcpy` pays.
  private static let shortRun = 16

  @inline(__always)
  private func copyRow<Element>(from source: UnsafePointer<Element>, to target: UnsafeMutablePointer<Element>) {
    if row.target == 1, row.source == 1 {
      if row.extent >= Self.shortRun {
        target.update(from: source, count: row.extent)
      } else {
        for i in 0..<row.extent { target[i] = source[i] }
      }
    } else if row.target == 1, row.source == 0 {
      target.update(repeating: source[0], count: row.extent)
    } else {
      for i in 0..<row.extent { target[i * row.target] = source[i * row.source] }
    }
  }

  /// Rows of the source become columns of the target, tile by tile so that both stay in the cache.
  @inline(__always)
  private func transpose<Element>(from source: UnsafePointer<Element>, to target: UnsafeMutablePointer<Element>) {
    if Element.self == UInt32.self {
      ck_transpose(
        UnsafeRawPointer(source).assumingMemoryBound(to: UInt32.self), row.source,
        UnsafeMutableRawPointer(target).assumingMemoryBound(to: UInt32.self), rows.target, row.extent, rows.extent)
      return
    }
    let tile = 16
    for first in stride(from: 0, to: rows.extent, by: tile) {
      for start in stride(from: 0, to: row.extent, by: tile) {
        for index in first..<min(first + tile, rows.extent) {
          let column = target + index * rows.target
          for i in start..<min(start + tile, row.extent) { column[i] = source[index + i * row.source] }
        }
      }
    }
  }
}
