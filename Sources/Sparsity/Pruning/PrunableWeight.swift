import Synchronization
import Tensors

/// The weight of one layer while it is pruned: its values as float32, and how they form matrices.
package struct PrunableWeight: Sendable {
  package let layout: WeightLayout
  /// Float32, whatever the type of the tensor it was made from.
  private var values: Tensor
  private let original: Tensor?

  /// - Returns: `nil` for a tensor that is not float32, float16, bfloat16 or float64, or whose number of
  ///   elements is not the layout's.
  package init?(_ tensor: Tensor, layout: WeightLayout) {
    guard layout.count == tensor.count, let values = tensor.asFloat32() else { return nil }
    self.layout = layout
    self.values = values.aligned()
    self.original = tensor.dataType == .float32 ? nil : tensor
  }

  package var count: Int { layout.count }

  /// Zeros among the elements.
  package func zeroCount(workers: Workers = .caller) -> Int {
    withElements { elements in
      let zeros = Atomic(0)
      workers.perform(over: elements.count) { range in
        zeros.wrappingAdd(UnsafeRawBufferPointer(elements).zeroFloats(in: range), ordering: .relaxed)
      }
      return zeros.load(ordering: .relaxed)
    }
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

  /// The elements in the tensor's order.
  package func withElements<Result>(_ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    values.withElements(as: Float.self, body)
  }

  /// Makes new elements out of those that there are; `body` writes every one of them.
  mutating func replaceElements(
    _ body: (_ elements: UnsafeBufferPointer<Float>, _ target: UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    values = values.withElements(as: Float.self) { elements in
      Tensor(values.shape, of: Float.self) { body(elements, $0) }
    }
  }

  mutating func withMutableElements(_ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    values.withMutableElements(as: Float.self, body)
  }
}
