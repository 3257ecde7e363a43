import Tensors

extension Tensor {
  /// The elements in another type.
  ///
  /// Floating-point to integer truncates toward zero and holds the type's range; to bool asks for non-zero;
  /// between integers the low bits are kept; to a narrower float rounds to nearest, ties to even.
  /// - Parameter saturate: for the 8-bit floats, whether values out of range become the largest one.
  /// - Throws: ``OperatorError/unsupported(_:)`` for complex types; ``OperatorError/value(_:)`` for a string
  ///   that is no number.
  package func cast(to type: DataType, saturate: Bool = true) throws(OperatorError) -> Tensor {
    if type == dataType { return self }
    if type == .string { return try printed() }
    if let strings { return try Self.parsed(strings, shape).cast(to: type, saturate: saturate) }
    if dataType == .float64, type == .float16 {
      return withElements(as: Double.self) { source in
        Tensor(shape, of: Float16.self) { target in
          for i in 0..<source.count { target[i] = Float16(source[i]) }
        }
      }
    }
    let source = try decoded()
    // A real number's low bits count, as for the wider integers of a two's complement.
    let carrier = type.subByteBits != nil && !DataType.integers.contains(source.dataType) ? .int8 : type.carrier
    var converted = source
    if source.dataType != carrier || type == .bool {
      var kernel = ConversionSource(source: source, target: carrier, isTruth: type == .bool)
      converted = try source.dataType.dispatch(&kernel)
    }
    return try converted.encoded(as: type, saturate: saturate)
  }

  /// The elements in their type's ``Tensors/DataType/carrier``.
  private func decoded() throws(OperatorError) -> Tensor {
    if isHalfPrecision { return widened() }
    if let format = SmallFloat(dataType) {
      return withElements(as: UInt8.self) { source in
        Tensor(shape, of: Float.self) { target in
          for i in 0..<source.count { target[i] = format.values[Int(source[i]) & (format.values.count - 1)] }
        }
      }
    }
    return try dataType.carrier == dataType ? self : relabelled(dataType.carrier)
  }

  /// From the carrier to a type that it carries.
  private func encoded(as type: DataType, saturate: Bool) throws(OperatorError) -> Tensor {
    if type == dataType { return self }
    if type == .float16 || type == .bfloat16 { return narrowed(to: type) }
    if let format = SmallFloat(type) {
      return withElements(as: Float.self) { source in
        Tensor(type, shape) { (target: UnsafeMutableRawBufferPointer) in
          for i in 0..<source.count { target[i] = format.encode(source[i], saturate: saturate) }
        }
      }
    }
    guard let bits = type.subByteBits else { return try relabelled(type) }
    return try withElements(as: UInt8.self) { source throws(OperatorError) in
      Tensor(type, shape) { (target: UnsafeMutableRawBufferPointer) in
        let unused = UInt8(8 - bits)
        for i in 0..<source.count {
          let high = source[i] << unused
          target[i] = type.isSigned ? UInt8(bitPattern: Int8(bitPattern: high) >> Int8(unused)) : high >> unused
        }
      }
    }
  }

  /// The same bytes as another type of the same width.
  package func relabelled(_ type: DataType) throws(OperatorError) -> Tensor {
    guard type.byteWidth == dataType.byteWidth, type != .string else {
      throw .unsupported("a cast from \(dataType.name) to \(type.name)")
    }
    return withUnsafeBytes { source in
      Tensor(type, shape) { (target: UnsafeMutableRawBufferPointer) in target.copyMemory(from: source) }
    }
  }
}

extension DataType {
  /// The arithmetic type that holds every value of this type: what a cast goes through.
  var carrier: DataType {
    switch self {
    case .float16, .bfloat16, .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float8E8M0,
      .float4E2M1:
      .float32
    case .bool, .uint4, .uint2: .uint8
    case .int4, .int2: .int8
    default: self
    }
  }

  /// Bits of an integer narrower than a byte.
  var subByteBits: Int? {
    switch self {
    case .int4, .uint4: 4
    case .int2, .uint2: 2
    default: nil
    }
  }

  var isSigned: Bool { self == .int4 || self == .int2 || Self.signedIntegers.contains(self) }
}

private struct ConversionSource: ArithmeticVisitor {
  let source: Tensor
  let target: DataType
  let isTruth: Bool

  mutating func visit<Element: ArithmeticElement>(_: Element.Type) throws(OperatorError) -> Tensor {
    if isTruth {
      return source.withElements(as: Element.self) { source in
        Tensor(self.source.shape, of: UInt8.self) { target in
          for i in 0..<source.count { target[i] = source[i] != .zero ? 1 : 0 }
        }
      }
    }
    var kernel = ConversionTarget<Element>(source: source)
    return try target.dispatch(&kernel)
  }
}

private struct ConversionTarget<Source: ArithmeticElement>: ArithmeticVisitor {
  let source: Tensor

  mutating func visit<Element: ArithmeticElement>(_: Element.Type) -> Tensor {
    source.withElements(as: Source.self) { source in
      Tensor(self.source.shape, of: Element.self) { target in
        for i in 0..<source.count { target[i] = Element(converting: source[i]) }
      }
    }
  }
}
