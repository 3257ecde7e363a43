/// Strided copies, each from its own source, that together write all of the target.
struct StridedMovement: Movement {
  let copies: [StridedCopy]
  var threads = 1

  var movesRuns: Bool { copies.allSatisfy(\.movesRuns) }

  func move<Element>(
    from sources: [UnsafeBufferPointer<Element>], to target: UnsafeMutableBufferPointer<Element>
  ) throws(OperatorError) {
    for (copy, source) in zip(copies, sources) { copy.run(from: source, to: target, threads: threads) }
  }
}

/// Copies of equally long blocks of the only source, one after another into the target.
struct BlockMovement: Movement {
  /// Offsets in elements of the blocks in the source.
  let starts: [Int]
  let length: Int
  var threads = 1

  var movesRuns: Bool { length > 1 }

  func move<Element>(
    from sources: [UnsafeBufferPointer<Element>], to target: UnsafeMutableBufferPointer<Element>
  ) throws(OperatorError) {
    guard let source = sources[0].baseAddress, let target = target.baseAddress else { return }
    starts.withUnsafeBufferPointer { starts in
      concurrently(over: starts.count, grain: max(elementsPerTask / max(length, 1), 1), threads: threads) { part in
        if length == 1 {
          for i in part { target[i] = source[starts[i]] }
        } else {
          for i in part { (target + i * length).update(from: source + starts[i], count: length) }
        }
      }
    }
  }
}
