extension BroadcastWalk {
  /// Writes `function` of two operands for every element of the result, which may share the memory of an
  /// operand of the result's shape. Large results are shared among at most `threads` threads.
  @inline(__always)
  package func combine<Operand, Result>(
    _ left: UnsafeBufferPointer<Operand>, _ right: UnsafeBufferPointer<Operand>,
    into result: UnsafeMutableBufferPointer<Result>, threads: Int = 1, _ function: (Operand, Operand) -> Result
  ) {
    if rowCount == 1 {
      concurrently(over: rowLength, grain: elementsPerTask, threads: threads) { part in
        combine(left, right, into: result, rows: 0..<1, part, function)
      }
    } else {
      let grain = max(elementsPerTask / max(rowLength, 1), 1)
      concurrently(over: rowCount, grain: grain, threads: threads) { rows in
        combine(left, right, into: result, rows: rows, 0..<rowLength, function)
      }
    }
  }

  @inline(__always)
  private func combine<Operand, Result>(
    _ left: UnsafeBufferPointer<Operand>, _ right: UnsafeBufferPointer<Operand>,
    into result: UnsafeMutableBufferPointer<Result>, rows: Range<Int>, _ part: Range<Int>,
    _ function: (Operand, Operand) -> Result
  ) {
    switch (advances[0], advances[1]) {
    case (true, true):
      forEachRow(in: rows) { start, offsets in
        let (a, b) = (offsets[0], offsets[1])
        for i in part { result[start + i] = function(left[a + i], right[b + i]) }
      }
    case (true, false):
      forEachRow(in: rows) { start, offsets in
        let (a, b) = (offsets[0], right[offsets[1]])
        for i in part { result[start + i] = function(left[a + i], b) }
      }
    case (false, true):
      forEachRow(in: rows) { start, offsets in
        let (a, b) = (left[offsets[0]], offsets[1])
        for i in part { result[start + i] = function(a, right[b + i]) }
      }
    case (false, false):
      forEachRow(in: rows) { start, offsets in
        let value = function(left[offsets[0]], right[offsets[1]])
        for i in part { result[start + i] = value }
      }
    }
  }
}
