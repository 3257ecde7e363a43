import CKernels
import Tensors

/// A constant operand of products in the order in which the kernels read it.
struct PackedOperand: Sendable {
  /// The kernels that it is packed for.
  fileprivate let variant: KernelVariant
  private let elements: Tensor
  /// Elements of one product's operand.
  fileprivate let partCount: Int

  enum Side { case left, right }

  /// - Parameters:
  ///   - starts: where the operands of `products` begin in `tensor`, float32.
  init?(
    _ side: Side, of tensor: Tensor, at starts: [Int], for shape: ck_product_shape, threads: Int
  ) {
    var shape = shape
    guard ck_uses_packed(&shape) else { return nil }
    let partCount = side == .left ? ck_packed_left_count(&shape) : ck_packed_right_count(&shape)
    let (count, overflow) = partCount.multipliedReportingOverflow(by: starts.count)
    guard !overflow, count > 0, let packedShape = try? Shape([count]) else { return nil }
    variant = .current
    self.partCount = partCount
    elements = tensor.withElements(as: Float.self) { source in
      Tensor(packedShape, of: Float.self) { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        for (part, start) in starts.enumerated() {
          let packed = target + part * partCount
          switch side {
          case .left: ck_pack_left(&shape, source + start, packed, Int32(clamping: threads))
          case .right: ck_pack_right(&shape, source + start, packed, Int32(clamping: threads))
          }
        }
      }
    }
  }

  /// Calls `body` with the first product's operand, the others following by ``partCount``; with `nil` where other
  /// kernels are in use now.
  func withElements(_ body: (UnsafePointer<Float>?) -> Void) {
    elements.withElements(as: Float.self) { body(variant == .current ? $0.baseAddress : nil) }
  }
}

extension PackedOperand? {
  /// What stands for the operand's tensor in products of that shape: a tensor of no elements where they read the
  /// packed one in its place, else its floats. (A tensor in a mapped file may have to be copied before it can be
  /// read.)
  func standIn(for tensor: Tensor, in shape: ck_product_shape) -> Tensor {
    var shape = shape
    guard let self, self.variant == .current, ck_uses_packed(&shape), let none = try? Shape([0]) else {
      return tensor.widened()
    }
    return Tensor(none, of: Float.self) { _ in }
  }

  /// Calls `body` with a function that gives the operand of each product, `nil` where there is none.
  func withParts(_ body: (@escaping (_ part: Int) -> UnsafePointer<Float>?) -> Void) {
    guard let self else { return body { _ in nil } }
    self.withElements { base in body { part in base.map { $0 + part * self.partCount } } }
  }
}
