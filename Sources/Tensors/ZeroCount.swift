extension UnsafeRawBufferPointer {
  /// Zeros among some of the floats that lie here, at any alignment.
  package func zeroFloats(in range: Range<Int>) -> Int {
    let width = MemoryLayout<Float>.stride
    // Eight at a time: a plain count is not vectorised.
    var counts = SIMD8<Int32>()
    let whole = range.lowerBound + range.count & ~7
    for index in stride(from: range.lowerBound, to: whole, by: 8) {
      let values = loadUnaligned(fromByteOffset: index * width, as: SIMD8<Float>.self)
      counts &-= unsafeBitCast(values .== SIMD8<Float>(), to: SIMD8<Int32>.self)
    }
    let rest = (whole..<range.upperBound).count { loadUnaligned(fromByteOffset: $0 * width, as: Float.self) == 0 }
    return counts.indices.reduce(rest) { $0 + Int(counts[$1]) }
  }
}
