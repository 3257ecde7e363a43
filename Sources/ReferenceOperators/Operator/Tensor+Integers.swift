import Tensors

extension Tensor {
  /// The elements of an int64 or int32 tensor as `Int`, in row-major order; empty for other types.
  package var integers: [Int] {
    switch dataType {
    case .int64: withElements(as: Int64.self) { $0.map { Int($0) } }
    case .int32: withElements(as: Int32.self) { $0.map { Int($0) } }
    default: []
    }
  }

  /// A tensor of one axis that holds the given integers as int64.
  package init(int64 values: [Int]) throws(OperatorError) {
    self = try Tensor(Shape(checked: [values.count]), of: Int64.self) {
      _ = $0.initialize(from: values.map(Int64.init))
    }
  }
}

extension Shape {
  /// The shape of an operator's result.
  /// - Throws: ``OperatorError/shape(_:)`` for extents that no tensor can have.
  package init(checked extents: [Int]) throws(OperatorError) {
    do { try self.init(extents) } catch { throw .shape(error.description) }
  }
}

extension Tensor {
  /// The same elements under another shape.
  /// - Throws: ``OperatorError/shape(_:)`` where the counts differ.
  package func withShape(_ shape: Shape) throws(OperatorError) -> Tensor {
    do { return try reshaped(to: shape) } catch { throw .shape(error.description) }
  }
}
