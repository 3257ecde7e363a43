import Tensors

/// Work that is written once for every arithmetic type; ``Tensors/DataType/dispatch(_:)`` picks the type.
///
/// A visitor carries its operands, so that the generic body is specialised for each element type and no
/// element passes through an existential.
package protocol ArithmeticVisitor {
  associatedtype Result
  mutating func visit<Element: ArithmeticElement>(_ type: Element.Type) throws(OperatorError) -> Result
}

/// Work that is written once for `Float` and `Double`.
package protocol RealVisitor {
  associatedtype Result
  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Result
}

/// Work that is written once for the integers of 8 to 64 bits.
package protocol IntegerVisitor {
  associatedtype Result
  mutating func visit<Element: ArithmeticElement & FixedWidthInteger>(
    _ type: Element.Type
  ) throws(OperatorError) -> Result
}

extension DataType {
  /// Runs the visitor for the Swift type of this type; bool counts as `UInt8`.
  /// - Throws: what the visitor throws; ``OperatorError/unsupported(_:)`` for a type without arithmetic.
  package func dispatch<Visitor: ArithmeticVisitor>(_ visitor: inout Visitor) throws(OperatorError)
    -> Visitor.Result
  {
    switch self {
    case .float32: try visitor.visit(Float.self)
    case .float64: try visitor.visit(Double.self)
    case .int8: try visitor.visit(Int8.self)
    case .int16: try visitor.visit(Int16.self)
    case .int32: try visitor.visit(Int32.self)
    case .int64: try visitor.visit(Int64.self)
    case .uint8, .bool: try visitor.visit(UInt8.self)
    case .uint16: try visitor.visit(UInt16.self)
    case .uint32: try visitor.visit(UInt32.self)
    case .uint64: try visitor.visit(UInt64.self)
    default: throw .unsupported("arithmetic on \(name)")
    }
  }

  /// Runs the visitor for `Float` or `Double`.
  /// - Throws: what the visitor throws; ``OperatorError/unsupported(_:)`` for any other type.
  package func dispatch<Visitor: RealVisitor>(_ visitor: inout Visitor) throws(OperatorError) -> Visitor.Result {
    switch self {
    case .float32: try visitor.visit(Float.self)
    case .float64: try visitor.visit(Double.self)
    default: throw .unsupported("real arithmetic on \(name)")
    }
  }

  /// Runs the visitor for the integer type of this type.
  /// - Throws: what the visitor throws; ``OperatorError/unsupported(_:)`` for any other type.
  package func dispatch<Visitor: IntegerVisitor>(_ visitor: inout Visitor) throws(OperatorError)
    -> Visitor.Result
  {
    switch self {
    case .int8: try visitor.visit(Int8.self)
    case .int16: try visitor.visit(Int16.self)
    case .int32: try visitor.visit(Int32.self)
    case .int64: try visitor.visit(Int64.self)
    case .uint8: try visitor.visit(UInt8.self)
    case .uint16: try visitor.visit(UInt16.self)
    case .uint32: try visitor.visit(UInt32.self)
    case .uint64: try visitor.visit(UInt64.self)
    default: throw .unsupported("integer arithmetic on \(name)")
    }
  }
}
