import Tensors

/// The type constraints that ONNX's operators share, by the names of its schema.
extension DataType {
  /// Types of indices, axes and shapes: tensor(int64), tensor(int32).
  package static let indexTypes: [DataType] = [.int64, .int32]
  package static let floats: [DataType] = [.float32, .float64, .float16, .bfloat16]
  /// The 8-bit types with a sign.
  package static let smallFloats: [DataType] = [
    .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ,
  ]
  package static let signedIntegers: [DataType] = [.int8, .int16, .int32, .int64]
  package static let unsignedIntegers: [DataType] = [.uint8, .uint16, .uint32, .uint64]
  package static let integers = signedIntegers + unsignedIntegers
  package static let numbers = floats + integers
  package static let numbersAndBool = numbers + [.bool]
  package static let any = DataType.allCases
}
