import CKernels
import Tensors

/// ReduceMax (ONNX Operators): NaN where there is one; of no element the lowest value.
package struct LargestOfRow: ReductionFunction {
  package static var types: [DataType] { DataType.numbersAndBool }
  package static func reduce<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Element {
    if let row = row.asFloats { return .nearest(to: Double(RowExtremes(of: row).high)) }
    var result = Element.lowest
    for i in 0..<row.count { result = .greater(result, row[i]) }
    return result
  }
}

/// ReduceMin (ONNX Operators): NaN where there is one; of no element the highest value.
package struct SmallestOfRow: ReductionFunction {
  package static var types: [DataType] { DataType.numbersAndBool }
  package static func reduce<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Element {
    if let row = row.asFloats { return .nearest(to: Double(RowExtremes(of: row).low)) }
    var result = Element.highest
    for i in 0..<row.count { result = .lesser(result, row[i]) }
    return result
  }
}

/// ReduceProd (ONNX Operators): integers wrap; of no element 1.
package struct ProductOfRow: ReductionFunction {
  package static var types: [DataType] { DataType.numbers }
  package static func reduce<Element: ArithmeticElement>(_ row: UnsafeBufferPointer<Element>) -> Element {
    if Element.isInteger {
      var product: Int64 = 1
      for i in 0..<row.count { product &*= row[i].low64 }
      return .wrapping(product)
    }
    var product = 1.0
    for i in 0..<row.count { product *= row[i].asDouble }
    return .nearest(to: product)
  }
}

/// The smallest and the largest of some floats; NaN where there is one, infinities of none.
private struct RowExtremes {
  private(set) var low = Float.infinity
  private(set) var high = -Float.infinity

  init(of row: UnsafeBufferPointer<Float>) {
    if !row.isEmpty { ck_extremes(row.baseAddress, row.count, &low, &high) }
  }
}
