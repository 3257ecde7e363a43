import CKernels

/// Products of one shape between matrices that are parts of larger tensors: C = alpha A B, each a number of
/// elements into its memory.
struct StridedProducts {
  /// Where the operands of one product begin.
  typealias Offsets = (a: Int, b: Int, c: Int)

  let m: Int
  let n: Int
  let k: Int
  let a: MatrixLayout
  let b: MatrixLayout
  /// Elements from one row of C to the next.
  let cRow: Int
  var alpha: Float = 1

  func callAsFunction<Element: RealElement>(
    _ left: UnsafeBufferPointer<Element>, _ right: UnsafeBufferPointer<Element>,
    into target: UnsafeMutableBufferPointer<Element>, at offsets: [Offsets], threads: Int
  ) {
    guard let left = left.baseAddress, let right = right.baseAddress, let target = target.baseAddress else {
      return
    }
    if Element.self == Float.self {
      multiply(
        UnsafeRawPointer(left).assumingMemoryBound(to: Float.self),
        UnsafeRawPointer(right).assumingMemoryBound(to: Float.self),
        into: UnsafeMutableRawPointer(target).assumingMemoryBound(to: Float.self), at: offsets, threads: threads)
    } else {
      concurrently(offsets.count, threads: threads) { index in
        let at = offsets[index]
        define(left + at.a, right + at.b, into: target + at.c)
      }
    }
  }

  private func multiply(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>,
    at offsets: [Offsets], threads: Int
  ) {
    var shape = ck_product_shape(m: m, n: n, k: k, a: a, b: b)
    shape.c_row = cRow
    shape.alpha = alpha
    let products = offsets.map {
      ck_product(left + $0.a, right + $0.b, into: target + $0.c)
    }
    shape.multiply(products, threads: threads)
  }

  /// One product by its definition.
  private func define<Element: RealElement>(
    _ left: UnsafePointer<Element>, _ right: UnsafePointer<Element>, into target: UnsafeMutablePointer<Element>
  ) {
    for i in 0..<m {
      for j in 0..<n {
        var sum: Element = 0
        for p in 0..<k { sum += left[i * a.row + p * a.column] * right[p * b.row + j * b.column] }
        target[i * cRow + j] = Element(alpha) * sum
      }
    }
  }
}
