extension UnsafeRawBufferPointer {
  /// Zeros among some of the floats that lie here, at any alignment.
  package func zeroFloats(in range: Range<Int>) -> Int { floats(in: range, below: .nonZero) }

  /// How many of some of the floats that lie here, at any alignment, are smaller than a bound.
  package func floats(in range: Range<Int>, below bound: MagnitudeBound) -> Int {
    let width = MemoryLayout<Float>.stride
    // Eight at a time: a plain count is not vectorised.
    var counts = SIMD8<Int32>()
    let bounds = SIMD8(repeating: Int32(truncatingIfNeeded: bound.pattern))
    let whole = range.lowerBound + range.count & ~7
    for index in stride(from: range.lowerBound, to: whole, by: 8) {
      let magnitudes = loadUnaligned(fromByteOffset: index * width, as: SIMD8<Int32>.self) & 0x7FFF_FFFF
      counts &-= unsafeBitCast(magnitudes .< bounds, to: SIMD8<Int32>.self)
    }
    let rest = (whole..<range.upperBound).count {
      !bound.admits(loadUnaligned(fromByteOffset: $0 * width, as: Float.self))
    }
    return counts.indices.reduce(rest) { $0 + Int(counts[$1]) }
  }
}
