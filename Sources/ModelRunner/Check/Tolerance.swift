import Tensors

/// How far an output may be from what it is compared with.
package struct Tolerance: Sendable, Equatable {
  package var absolute: Double
  package var relative: Double

  package init(absolute: Double, relative: Double) {
    self.absolute = absolute
    self.relative = relative
  }

  /// Default for a type: 1e-5 and 1e-4, and 1e-3 and 1e-2 for the 16-bit floating-point types.
  package static func standard(for type: DataType) -> Tolerance {
    switch type {
    case .float16, .bfloat16: Tolerance(absolute: 1e-3, relative: 1e-2)
    default: Tolerance(absolute: 1e-5, relative: 1e-4)
    }
  }
}
