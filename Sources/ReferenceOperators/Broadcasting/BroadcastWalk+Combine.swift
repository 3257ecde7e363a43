/// A function of two elements, as the loops over rows call it.
///
/// A type rather than a closure: the loops lie inside the tasks of several threads, and only what has a type
/// of its own is compiled into them.
package protocol PairFunction<Operand, Result> {
  associatedtype Operand
  associatedtype Result
  func callAsFunction(_ a: Operand, _ b: Operand) -> Result
  /// Applies the function to rows; the default calls it for one element after another.
  func apply(to rows: PairRows<Operand, Result>)
}

/// Rows of two operands and of their result, which may lie in an operand's own memory.
package struct PairRows<Operand, Result> {
  package let left: UnsafePointer<Operand>
  package let right: UnsafePointer<Operand>
  package let result: UnsafeMutablePointer<Result>
  /// Elements from one row to the next; those of the result are adjacent.
  package let leftStep: Int
  package let rightStep: Int
  /// Whether a row is one element, repeated.
  package let leftRepeats: Bool
  package let rightRepeats: Bool
  package let count: Int
  package let length: Int
}

extension PairFunction {
  package func apply(to rows: PairRows<Operand, Result>) { applyByElement(to: rows) }

  /// One element after another.
  @inline(__always)
  package func applyByElement(to rows: PairRows<Operand, Result>) {
    for row in 0..<rows.count {
      let (a, b) = (rows.left + row * rows.leftStep, rows.right + row * rows.rightStep)
      let result = rows.result + row * rows.length
      switch (rows.leftRepeats, rows.rightRepeats) {
      case (false, false): for i in 0..<rows.length { result[i] = self(a[i], b[i]) }
      case (false, true):
        let b = b[0]
        for i in 0..<rows.length { result[i] = self(a[i], b) }
      case (true, false):
        let a = a[0]
        for i in 0..<rows.length { result[i] = self(a, b[i]) }
      case (true, true): result.update(repeating: self(a[0], b[0]), count: rows.length)
      }
    }
  }
}

extension BroadcastWalk {
  /// Writes `function` of two operands for every element of the result, which may share the memory of an
  /// operand of the result's shape. Large results are shared among at most `threads` threads.
  package func combine<Operand, Result>(
    _ left: UnsafeBufferPointer<Operand>, _ right: UnsafeBufferPointer<Operand>,
    into result: UnsafeMutableBufferPointer<Result>, threads: Int = 1,
    _ function: some PairFunction<Operand, Result>
  ) {
    guard let left = left.baseAddress, let right = right.baseAddress, let result = result.baseAddress else {
      return
    }
    let steps = rowSteps
    func apply(rows: Range<Int>, a: Int, b: Int, start: Int, length: Int) {
      function.apply(
        to: PairRows(
          left: left + a, right: right + b, result: result + (rows.lowerBound * rowLength + start),
          leftStep: steps[0], rightStep: steps[1], leftRepeats: !advances[0], rightRepeats: !advances[1],
          count: rows.count, length: length))
    }
    if rowCount == 1 {
      concurrently(over: rowLength, grain: elementsPerTask, threads: threads) { part in
        let start = part.lowerBound
        apply(
          rows: 0..<1, a: advances[0] ? start : 0, b: advances[1] ? start : 0, start: start, length: part.count)
      }
    } else {
      let grain = max(elementsPerTask / max(rowLength, 1), 1)
      concurrently(over: rowCount, grain: grain, threads: threads) { rows in
        forEachPlane(in: rows) { rows, offsets in
          apply(rows: rows, a: offsets[0], b: offsets[1], start: 0, length: rowLength)
        }
      }
    }
  }
}
