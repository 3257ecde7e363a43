import Tensors

/// The weight of one layer while it is pruned: its values as float32, and how they form matrices.
package struct PrunableWeight: Sendable {
  package let layout: WeightLayout
  /// Float32, whatever the type of the tensor it was made from.
  private var values: Tensor
  private let original: Tensor?
  /// Zeros, where they are counted already.
  private var knownZeros: Int?
  /// The weight before it was pruned, where that took nothing but what is below a bound.
  package private(set) var cut: MagnitudeCut?

  /// - Returns: `nil` for a tensor that is not float32, float16, bfloat16 or float64, or whose number of
  ///   elements is not the layout's.
  package init?(_ tensor: Tensor, layout: WeightLayout) {
    guard layout.count == tensor.count, let values = tensor.asFloat32() else { return nil }
    self.layout = layout
    self.values = values
    self.original = tensor.dataType == .float32 ? nil : tensor
  }

  package var count: Int { layout.count }

  /// Zeros among the elements.
  package func zeroCount(workers: Workers = .caller) -> Int {
    if let knownZeros { return knownZeros }
    return MagnitudeCut(values: values, bound: .nonZero).zeroCount(workers: workers)
  }

  /// Share of zeros among the elements, 0 for an empty weight.
  package var sparsity: Double { count == 0 ? 0 : Double(zeroCount()) / Double(count) }

  /// The weight in the type that it had, with zeros where pruning put them.
  package func tensor() -> Tensor {
    guard let original else { return values }
    guard original.dataType == .float64 else { return values.fromFloat32(to: original.dataType) ?? original }
    // Float32 does not hold float64's values: only the zeros are carried over.
    var result = original
    withElements { values in
      result.withMutableElements(as: Double.self) { target in
        for (index, value) in values.enumerated() where value == 0 { target[index] = 0 }
      }
    }
    return result
  }

  /// The elements in the tensor's order, where they lie: those of a mapped file have any alignment.
  package func withElements<Result>(_ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    values.withFloatsInPlace(body)
  }

  /// Clears what is below a bound, as soon as somebody reads the elements.
  /// - Parameter zeros: that there are then, where known.
  mutating func clear(below bound: MagnitudeBound, zeros: Int?, workers: Workers) {
    // Negative zeros stay what they are where nothing else is cleared.
    guard bound != .nonZero else { return }
    let cut = MagnitudeCut(values: values, bound: bound)
    values = cut.tensor(workers: workers)
    knownZeros = zeros ?? cut.zeroCount(workers: workers)
    self.cut = original == nil ? cut : nil
  }

  mutating func withMutableElements(_ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    (knownZeros, cut) = (nil, nil)
    values.withMutableElements(as: Float.self, body)
  }
}
