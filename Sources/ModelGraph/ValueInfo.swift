import Tensors

/// The declared type of a value: element type and extents, any of them unknown.
package struct ValueInfo: Sendable, Equatable {
  /// One extent of a declared shape (ONNX IR specification, "Static tensor shapes").
  package enum Extent: Sendable, Equatable {
    case fixed(Int)
    /// A symbol: equal names have equal extents.
    case symbol(String)
    /// Anonymous: absent, `?`, empty, or not positive. Each is its own unknown.
    case unknown
  }

  package var name: String
  /// Whether it is a tensor, as most values are, a sequence or an optional.
  package var kind = Value.Kind.tensor
  /// `nil` for a value that is no tensor (sequence, optional) or has no declared type.
  package var dataType: DataType?
  /// `nil` where even the rank is unknown.
  package var extents: [Extent]?

  package init(name: String, dataType: DataType? = nil, extents: [Extent]? = nil) {
    self.name = name
    self.dataType = dataType
    self.extents = extents
  }
}
