import COnnxProto
import Tensors

/// The declared type of a value (`TypeProto`).
package indirect enum OnnxType: Sendable, Equatable {
  /// Element type and extents, either of which may be unknown.
  case tensor(DataType?, [Extent]?)
  case sparseTensor(DataType?, [Extent]?)
  case sequence(OnnxType?)
  case map(key: DataType?, OnnxType?)
  case optional(OnnxType?)
  case opaque
  /// A `TypeProto` that says nothing.
  case undefined

  /// One extent of a declared shape, as the file has it.
  package enum Extent: Sendable, Equatable {
    case value(Int64)
    case parameter(String)
    case absent
  }
}

extension OnnxType {
  /// - Parameter value: the name of the value or attribute whose type it is, for messages.
  init(decoding proto: Onnx__TypeProto, of value: String, in context: DecodingContext) throws(OnnxError) {
    func element(_ type: Int32) throws(OnnxError) -> DataType? {
      guard type != 0 else { return nil }
      guard let known = DataType(rawValue: type) else {
        throw .type(ofValue: value, path: context.path, reason: unknownElementType(type))
      }
      return known
    }
    func inner(_ pointer: UnsafeMutablePointer<Onnx__TypeProto>?) throws(OnnxError) -> OnnxType? {
      guard let pointer else { return nil }
      return try OnnxType(decoding: pointer.pointee, of: value, in: context)
    }
    switch proto.value_case {
    case ONNX__TYPE_PROTO__VALUE_TENSOR_TYPE:
      let tensor = proto.tensor_type?.pointee
      self = .tensor(try element(tensor?.elem_type ?? 0), Self.extents(tensor?.shape))
    case ONNX__TYPE_PROTO__VALUE_SPARSE_TENSOR_TYPE:
      let tensor = proto.sparse_tensor_type?.pointee
      self = .sparseTensor(try element(tensor?.elem_type ?? 0), Self.extents(tensor?.shape))
    case ONNX__TYPE_PROTO__VALUE_SEQUENCE_TYPE:
      self = .sequence(try inner(proto.sequence_type?.pointee.elem_type))
    case ONNX__TYPE_PROTO__VALUE_OPTIONAL_TYPE:
      self = .optional(try inner(proto.optional_type?.pointee.elem_type))
    case ONNX__TYPE_PROTO__VALUE_MAP_TYPE:
      self = .map(
        key: try element(proto.map_type?.pointee.key_type ?? 0), try inner(proto.map_type?.pointee.value_type))
    case ONNX__TYPE_PROTO__VALUE_OPAQUE_TYPE: self = .opaque
    default: self = .undefined
    }
  }

  private static func extents(_ shape: UnsafeMutablePointer<Onnx__TensorShapeProto>?) -> [Extent]? {
    guard let shape = shape?.pointee else { return nil }
    return list(shape.dim, shape.n_dim).map {
      switch $0.pointee.value_case {
      case ONNX__TENSOR_SHAPE_PROTO__DIMENSION__VALUE_DIM_VALUE: .value($0.pointee.dim_value)
      case ONNX__TENSOR_SHAPE_PROTO__DIMENSION__VALUE_DIM_PARAM: .parameter(text($0.pointee.dim_param))
      default: .absent
      }
    }
  }
}

/// Why an element type's number cannot be used.
func unknownElementType(_ number: Int32) -> String {
  switch number {
  case 0: "no element type (data_type is 0 or missing)"
  case 27, 28: "element type \(number) (6-bit floating point) is not supported"
  default: "element type \(number) is not one of ONNX's"
  }
}
