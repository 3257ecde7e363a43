/// The element types of ONNX tensors (onnx.proto, `TensorProto.DataType`; the raw values are ONNX's).
package enum DataType: Int32, Sendable, Hashable, CaseIterable {
  case float32 = 1
  case uint8 = 2
  case int8 = 3
  case uint16 = 4
  case int16 = 5
  case int32 = 6
  case int64 = 7
  case string = 8
  case bool = 9
  case float16 = 10
  case float64 = 11
  case uint32 = 12
  case uint64 = 13
  case complex64 = 14
  case complex128 = 15
  case bfloat16 = 16
  case float8E4M3FN = 17
  case float8E4M3FNUZ = 18
  case float8E5M2 = 19
  case float8E5M2FNUZ = 20
  case uint4 = 21
  case int4 = 22
  case float4E2M1 = 23
  case float8E8M0 = 24
  case uint2 = 25
  case int2 = 26

  /// Bytes of one element in ``Tensor`` storage; 0 for strings, which have no fixed size.
  ///
  /// The types narrower than a byte are stored unpacked, one element a byte: `int4` and `int2` sign-extended,
  /// the others as their bit pattern.
  package var byteWidth: Int {
    switch self {
    case .string: 0
    case .complex128: 16
    case .float64, .int64, .uint64, .complex64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    default: 1
    }
  }

  /// Bytes of memory that one element takes at least: those of a Swift `String` for strings.
  package var memoryWidth: Int { self == .string ? MemoryLayout<String>.stride : byteWidth }

  /// Elements that share one byte of ONNX's `raw_data`: 2 for the 4-bit types, 4 for the 2-bit ones.
  package var elementsPerRawByte: Int {
    switch self {
    case .uint4, .int4, .float4E2M1: 2
    case .uint2, .int2: 4
    default: 1
    }
  }

  /// The name in ONNX's own text form, in lower case: `float`, `int64`, `bfloat16`.
  package var name: String {
    switch self {
    case .float32: "float"
    case .uint8: "uint8"
    case .int8: "int8"
    case .uint16: "uint16"
    case .int16: "int16"
    case .int32: "int32"
    case .int64: "int64"
    case .string: "string"
    case .bool: "bool"
    case .float16: "float16"
    case .float64: "double"
    case .uint32: "uint32"
    case .uint64: "uint64"
    case .complex64: "complex64"
    case .complex128: "complex128"
    case .bfloat16: "bfloat16"
    case .float8E4M3FN: "float8e4m3fn"
    case .float8E4M3FNUZ: "float8e4m3fnuz"
    case .float8E5M2: "float8e5m2"
    case .float8E5M2FNUZ: "float8e5m2fnuz"
    case .uint4: "uint4"
    case .int4: "int4"
    case .float4E2M1: "float4e2m1"
    case .float8E8M0: "float8e8m0"
    case .uint2: "uint2"
    case .int2: "int2"
    }
  }
}
