extension BroadcastWalk {
  /// Writes `function` of two operands for every element of the result, which may share the memory of an
  /// operand of the result's shape.
  @inline(__always)
  package func combine<Operand, Result>(
    _ left: UnsafeBufferPointer<Operand>, _ right: UnsafeBufferPointer<Operand>,
    into result: UnsafeMutableBufferPointer<Result>, _ function: (Operand, Operand) -> Result
  ) {
    let length = rowLength
    switch (advances[0], advances[1]) {
    case (true, true):
      forEachRow { start, offsets in
        let (a, b) = (offsets[0], offsets[1])
        for i in 0..<length { result[start + i] = function(left[a + i], right[b + i]) }
      }
    case (true, false):
      forEachRow { start, offsets in
        let (a, b) = (offsets[0], right[offsets[1]])
        for i in 0..<length { result[start + i] = function(left[a + i], b) }
      }
    case (false, true):
      forEachRow { start, offsets in
        let (a, b) = (left[offsets[0]], offsets[1])
        for i in 0..<length { result[start + i] = function(a, right[b + i]) }
      }
    case (false, false):
      forEachRow { start, offsets in
        let value = function(left[offsets[0]], right[offsets[1]])
        for i in 0..<length { result[start + i] = value }
      }
    }
  }
}
