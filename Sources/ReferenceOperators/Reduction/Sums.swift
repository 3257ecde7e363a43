import CKernels
import Tensors

/// Sums of a function of each element: integers wrap in 64 bits, floats are added as doubles in
/// interleaved parts, the same on every machine.
enum RowSum {
  @inline(__always)
  static func exact<Element: ArithmeticElement>(
    _ row: UnsafeBufferPointer<Element>, _ function: (Int64) -> Int64
  ) -> Int64 {
    var sum: Int64 = 0
    for i in 0..<row.count { sum &+= function(row[i].low64) }
    return sum
  }

  @inline(__always)
  static func real<Element: ArithmeticElement>(
    _ row: UnsafeBufferPointer<Element>, _ function: (Double) -> Double
  ) -> Double {
    var parts = SIMD4<Double>.zero
    let whole = row.count & ~3
    for i in stride(from: 0, to: whole, by: 4) {
      parts += SIMD4(
        function(row[i].asDouble), function(row[i + 1].asDouble), function(row[i + 2].asDouble),
        function(row[i + 3].asDouble))
    }
    var sum = (parts[0] + parts[1]) + (parts[2] + parts[3])
    for i in whole..<row.count { sum += function(row[i].asDouble) }
    return sum
  }

  static func plain<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Double {
    if let row = row.asFloats { return ck_sum_row(row.baseAddress, row.count) }
    return real(row) { $0 }
  }

  static func squares<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Double {
    if let row = row.asFloats { return ck_sum_squares(row.baseAddress, 0, row.count) }
    return real(row) { $0 * $0 }
  }
}

/// ReduceSum (ONNX Operators).
package struct SumOfRow: ReductionFunction {
  package static var types: [DataType] { DataType.numbers }
  package static func reduce<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Element {
    Element.isInteger ? .wrapping(RowSum.exact(row) { $0 }) : .nearest(to: RowSum.plain(row))
  }
}

/// ReduceMean (ONNX Operators); of no element NaN, or 0 for integers.
package struct MeanOfRow: ReductionFunction {
  package static var types: [DataType] { DataType.numbers }
  package static func reduce<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Element {
    if Element.isInteger {
      return row.isEmpty ? .zero : .wrapping(RowSum.exact(row) { $0 } / Int64(row.count))
    }
    return .nearest(to: RowSum.plain(row) / Double(row.count))
  }
}

/// ReduceSumSquare (ONNX Operators).
package struct SumOfSquares: ReductionFunction {
  package static var types: [DataType] { DataType.numbers }
  package static func reduce<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Element {
    Element.isInteger
      ? .wrapping(RowSum.exact(row) { $0 &* $0 }) : .nearest(to: RowSum.squares(row))
  }
}

/// ReduceL1 (ONNX Operators): the sum of magnitudes.
package struct SumOfMagnitudes: ReductionFunction {
  package static var types: [DataType] { DataType.numbers }
  package static func reduce<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Element {
    Element.isInteger
      ? .wrapping(RowSum.exact(row) { Int64(truncatingIfNeeded: $0.magnitude) })
      : .nearest(to: RowSum.real(row) { abs($0) })
  }
}

/// ReduceL2 (ONNX Operators): the square root of the sum of squares.
package struct EuclideanNorm: ReductionFunction {
  package static var types: [DataType] { DataType.numbers }
  package static func reduce<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Element {
    .nearest(to: RowSum.squares(row).squareRoot())
  }
}

/// ReduceLogSum (ONNX Operators): the logarithm of the sum.
package struct LogOfSum: ReductionFunction {
  package static var types: [DataType] { DataType.numbers }
  package static func reduce<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Element {
    .nearest(to: .log(RowSum.plain(row)))
  }
}

/// ReduceLogSumExp (ONNX Operators): the logarithm of the sum of exponentials, relative to the largest
/// element so that nothing overflows.
package struct LogOfSumOfExponentials: ReductionFunction {
  package static var types: [DataType] { DataType.numbers }
  package static func reduce<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Element {
    var largest = -Double.infinity
    for i in 0..<row.count { largest = .greater(largest, row[i].asDouble) }
    guard largest.isFinite else { return .nearest(to: largest) }
    return .nearest(to: largest + .log(RowSum.real(row) { .exp($0 - largest) }))
  }
}
