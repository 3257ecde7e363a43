import ReferenceOperators
import Synchronization
import Tensors

extension Tensor {
  /// Zeros over elements; 0 for an empty tensor.
  var shareOfZeros: Double { Self.shareOfZeros(in: [self]) }

  /// Zeros over elements of all tensors together.
  static func shareOfZeros(in tensors: [Tensor], threads: Int = 1) -> Double {
    let count = tensors.reduce(0) { $0 + $1.count }
    let zeros = tensors.reduce(0) { $0 + $1.zeroCount(threads) }
    return count == 0 ? 0 : Double(zeros) / Double(count)
  }

  private func zeroCount(_ threads: Int) -> Int {
    guard dataType == .float32 else { return withDoubles { $0.count { $0 == 0 } } }
    // Weights in a mapped file have any alignment: they are not copied for this.
    return withUnsafeBytes { elements in
      let zeros = Atomic<Int>(0)
      concurrently(over: count, grain: 1 << 18, threads: threads) { range in
        zeros.wrappingAdd(Self.zeros(in: elements, range), ordering: .relaxed)
      }
      return zeros.load(ordering: .relaxed)
    }
  }

  /// Eight at a time: a plain count is not vectorised.
  private static func zeros(in elements: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    var counts = SIMD8<Int32>()
    let whole = range.lowerBound + range.count & ~7
    let width = MemoryLayout<Float>.stride
    for index in stride(from: range.lowerBound, to: whole, by: 8) {
      let values = elements.loadUnaligned(fromByteOffset: index * width, as: SIMD8<Float>.self)
      counts &-= unsafeBitCast(values .== SIMD8<Float>(), to: SIMD8<Int32>.self)
    }
    let rest = (whole..<range.upperBound).count {
      elements.loadUnaligned(fromByteOffset: $0 * width, as: Float.self) == 0
    }
    return counts.wrappedIntSum + rest
  }
}

extension SIMD8<Int32> {
  fileprivate var wrappedIntSum: Int { indices.reduce(0) { $0 + Int(self[$1]) } }
}
