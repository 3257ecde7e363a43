import CKernels

/// Sums over a row in interleaved parts: faster than one, closer to the exact sum, and the same on every
/// machine. Those of `Float` are added as doubles.
enum RowSums {
  @inline(__always)
  private static func sum<Element: RealElement>(
    _ row: UnsafeBufferPointer<Element>, _ term: (Element) -> Element
  ) -> Element {
    var (s0, s1, s2, s3) = (Element.zero, Element.zero, Element.zero, Element.zero)
    var (s4, s5, s6, s7) = (Element.zero, Element.zero, Element.zero, Element.zero)
    let whole = row.count & ~7
    for i in stride(from: 0, to: whole, by: 8) {
      s0 += term(row[i])
      s1 += term(row[i + 1])
      s2 += term(row[i + 2])
      s3 += term(row[i + 3])
      s4 += term(row[i + 4])
      s5 += term(row[i + 5])
      s6 += term(row[i + 6])
      s7 += term(row[i + 7])
    }
    for i in whole..<row.count { s0 += term(row[i]) }
    return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7))
  }

  static func sum<Element: RealElement>(of row: UnsafeBufferPointer<Element>) -> Element {
    if let row = row.asFloats { return Element(ck_sum_row(row.baseAddress, row.count)) }
    return sum(row) { $0 }
  }

  static func sumOfSquares<Element: RealElement>(
    of row: UnsafeBufferPointer<Element>, from center: Element = 0
  ) -> Element {
    if let row = row.asFloats { return Element(ck_sum_squares(row.baseAddress, Double(center), row.count)) }
    return sum(row) { ($0 - center) * ($0 - center) }
  }
}

extension UnsafeBufferPointer {
  /// The same elements where their type is `Float`, so that a kernel may take them.
  @inline(__always)
  var asFloats: UnsafeBufferPointer<Float>? {
    guard Element.self == Float.self else { return nil }
    return UnsafeBufferPointer<Float>(
      start: UnsafeRawPointer(baseAddress)?.assumingMemoryBound(to: Float.self), count: count)
  }
}
