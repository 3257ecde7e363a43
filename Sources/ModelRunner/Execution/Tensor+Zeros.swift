import Tensors

extension Tensor {
  /// Zeros over elements; 0 for an empty tensor.
  var shareOfZeros: Double { Self.shareOfZeros(in: [self]) }

  /// Zeros over elements of all tensors together.
  static func shareOfZeros(in tensors: [Tensor]) -> Double {
    let count = tensors.reduce(0) { $0 + $1.count }
    let zeros = tensors.reduce(0) { $0 + $1.zeroCount }
    return count == 0 ? 0 : Double(zeros) / Double(count)
  }

  private var zeroCount: Int {
    if dataType == .float32 { return withElements(as: Float.self) { $0.count { $0 == 0 } } }
    return withDoubles { $0.count { $0 == 0 } }
  }
}
