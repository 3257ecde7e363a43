extension Tensor {
  /// The elements as `Double`s: what comparisons and statistics work on.
  ///
  /// Integers beyond 2^53 lose their last bits; the types that have no Swift type here (complex, 8-bit
  /// and narrower floating point) and strings give an empty buffer.
  package func withDoubles<Result>(_ body: (UnsafeBufferPointer<Double>) throws -> Result) rethrows -> Result {
    if dataType == .float64 { return try withElements(as: Double.self, body) }
    return try convertedToDoubles().withUnsafeBufferPointer(body)
  }

  private func convertedToDoubles() -> [Double] {
    switch dataType {
    case .float32: withElements(as: Float.self) { $0.map { Double($0) } }
    case .float16: withElements(as: Float16.self) { $0.map { Double($0) } }
    case .bfloat16: withElements(as: BFloat16.self) { $0.map { Double(Float($0)) } }
    case .float64: elements()
    case .int8, .int4, .int2: withElements(as: Int8.self) { $0.map { Double($0) } }
    case .int16: withElements(as: Int16.self) { $0.map { Double($0) } }
    case .int32: withElements(as: Int32.self) { $0.map { Double($0) } }
    case .int64: withElements(as: Int64.self) { $0.map { Double($0) } }
    case .uint8, .uint4, .uint2, .bool: withElements(as: UInt8.self) { $0.map { Double($0) } }
    case .uint16: withElements(as: UInt16.self) { $0.map { Double($0) } }
    case .uint32: withElements(as: UInt32.self) { $0.map { Double($0) } }
    case .uint64: withElements(as: UInt64.self) { $0.map { Double($0) } }
    case .complex64, .complex128, .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float8E8M0,
      .float4E2M1, .string:
      []
    }
  }
}
