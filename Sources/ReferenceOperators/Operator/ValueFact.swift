import Tensors

/// What is known of a value before it is computed.
package struct ValueFact: Sendable {
  /// `nil` where unknown.
  package var dataType: DataType?
  /// `nil` where the rank is unknown; an extent is `nil` where it depends on values.
  package var extents: [Int?]?
  /// The value itself where it is a constant.
  package var constant: Tensor?

  package init(_ dataType: DataType?, _ extents: [Int?]?) {
    self.dataType = dataType
    self.extents = extents
    self.constant = nil
  }

  package init(constant: Tensor) {
    self.dataType = constant.dataType
    self.extents = constant.shape.extents
    self.constant = constant
  }

  package static let unknown = ValueFact(nil, nil)

  /// Bytes of memory that the value takes where type and shape are known, else 0.
  package var byteCount: Int { (shape?.count ?? 0) * (dataType?.memoryWidth ?? 0) }

  /// The shape where every extent is known.
  package var shape: Shape? {
    guard let extents else { return nil }
    let known = extents.compactMap { $0 }
    return known.count == extents.count ? try? Shape(known) : nil
  }
}
