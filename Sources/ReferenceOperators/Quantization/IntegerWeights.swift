import CKernels
import Tensors

/// The right operand of an ``IntegerProduct`` as the kernels want it: floats, cut along the sums into parts that
/// none of them can make a float inexact. A constant one is made before the run.
struct IntegerWeights: Sendable {
  struct Part: Sendable {
    /// The positions along the sums.
    let range: Range<Int>
    /// 8-bit integers minus their zero points.
    let elements: Tensor
    let packed: PackedOperand?
  }

  /// One where the sums are short, or cannot be cut.
  let parts: [Part]
  /// Whether a float holds every partial sum of a part: all integers up to 2^24 are floats.
  let isExact: Bool

  /// - Parameters:
  ///   - elements: 8-bit integers minus their zero points.
  ///   - left: the left operand's shape where it is known before the run; parts are packed then.
  init(
    _ elements: Tensor, for product: some IntegerProduct, left: Shape?, threads: Int
  ) throws(OperatorError) {
    let depth = product.depth(elements.shape)
    let largest = 255 * max(elements.largestMagnitude, 1)
    let exactDepth = Int(0x1p24 / largest)
    let axis = product.sumAxes(left: elements.shape.rank, right: elements.shape.rank)?.right
    guard depth > exactDepth, let axis else {
      isExact = depth <= exactDepth
      parts = [try Part(elements, 0..<(axis.map { elements.shape[$0] } ?? 0), product, left, threads)]
      return
    }
    let extent = elements.shape[axis]
    let length = max(exactDepth / max(depth / extent, 1), 1)
    isExact = length * (depth / extent) <= exactDepth
    var parts: [Part] = []
    for start in stride(from: 0, to: extent, by: length) {
      let range = start..<min(start + length, extent)
      parts.append(try Part(elements.part(range, axis: axis), range, product, left, threads))
    }
    self.parts = parts
  }
}

extension IntegerWeights.Part {
  fileprivate init(
    _ elements: Tensor, _ range: Range<Int>, _ product: some IntegerProduct, _ left: Shape?, _ threads: Int
  ) throws(OperatorError) {
    self.range = range
    self.elements = elements
    guard let left, let axis = product.sumAxes(left: left.rank, right: elements.shape.rank)?.left else {
      packed = nil
      return
    }
    var extents = left.extents
    extents[axis] = range.count
    packed = product.real.packWeights(
      [ValueFact(.float32, extents), ValueFact(constant: elements)], threads: threads)
  }
}

extension Tensor {
  /// The largest magnitude among float elements.
  fileprivate var largestMagnitude: Double {
    withElements(as: Float.self) { elements in
      var (low, high): (Float, Float) = (0, 0)
      ck_extremes(elements.baseAddress, elements.count, &low, &high)
      return elements.isEmpty ? 0 : Double(max(-low, high))
    }
  }

  /// Some positions of an axis.
  func part(_ range: Range<Int>, axis: Int) throws(OperatorError) -> Tensor {
    guard range != 0..<shape[axis] else { return self }
    var extents = shape.extents
    extents[axis] = range.count
    let target = try Shape(checked: extents)
    let copy = StridedCopy(
      extents: extents, source: shape.strides, target: target.strides,
      sourceStart: range.lowerBound * shape.strides[axis])
    return try Tensor.moved(dataType, target, from: [self], by: StridedMovement(copies: [copy]))
  }
}
