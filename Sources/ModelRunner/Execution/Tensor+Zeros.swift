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
        zeros.wrappingAdd(elements.zeroFloats(in: range), ordering: .relaxed)
      }
      return zeros.load(ordering: .relaxed)
    }
  }
}
