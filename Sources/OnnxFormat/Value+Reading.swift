import COnnxProto
import Tensors

/// Values in files of their own, as ONNX's test data sets have them (`TensorProto`, `SequenceProto`,
/// `OptionalProto`).
extension Value {
  /// Reads a file with one value.
  /// - Parameter kind: what the file holds: it does not say itself, the type of the graph's input or
  ///   output that it belongs to does.
  package static func read(path: String, as kind: Kind) throws(OnnxError) -> Value {
    try decode(OnnxFile(OnnxMessage(kind), path: path), as: kind)
  }

  /// Reads one value from memory.
  /// - Parameter name: what messages call it.
  package static func read(
    _ bytes: [UInt8], as kind: Kind, name: String = "value"
  ) throws(OnnxError) -> Value {
    try decode(OnnxFile(OnnxMessage(kind), bytes, name: name), as: kind)
  }

  private static func decode(_ file: OnnxFile, as kind: Kind) throws(OnnxError) -> Value {
    switch kind {
    case .sequence:
      try file.decode(with: onnx__sequence_proto__unpack, onnx__sequence_proto__free_unpacked) {
        (proto: Onnx__SequenceProto, context) throws(OnnxError) in try Value(decoding: proto, in: context)
      }
    case .optional:
      try file.decode(with: onnx__optional_proto__unpack, onnx__optional_proto__free_unpacked) {
        (proto: Onnx__OptionalProto, context) throws(OnnxError) in try Value(decoding: proto, in: context)
      }
    case .tensor:
      try file.decode(with: onnx__tensor_proto__unpack, onnx__tensor_proto__free_unpacked) {
        (proto: Onnx__TensorProto, context) throws(OnnxError) in
        .tensor(try OnnxTensor(decoding: proto, in: context).value)
      }
    }
  }
}

extension Value {
  fileprivate init(decoding proto: Onnx__SequenceProto, in context: DecodingContext) throws(OnnxError) {
    var values: [Value] = []
    for tensor in list(proto.tensor_values, proto.n_tensor_values) {
      values.append(.tensor(try OnnxTensor(decoding: tensor.pointee, in: context).value))
    }
    for tensor in list(proto.sparse_tensor_values, proto.n_sparse_tensor_values) {
      values.append(.tensor(try OnnxTensor(decodingSparse: tensor.pointee, in: context).value))
    }
    for sequence in list(proto.sequence_values, proto.n_sequence_values) {
      values.append(try Value(decoding: sequence.pointee, in: context))
    }
    for optional in list(proto.optional_values, proto.n_optional_values) {
      values.append(try Value(decoding: optional.pointee, in: context))
    }
    guard proto.n_map_values == 0 else { throw context.mapsFault(text(proto.name)) }
    self = .sequence(values)
  }

  fileprivate init(decoding proto: Onnx__OptionalProto, in context: DecodingContext) throws(OnnxError) {
    if let tensor = proto.tensor_value {
      self = .optional(.tensor(try OnnxTensor(decoding: tensor.pointee, in: context).value))
    } else if let tensor = proto.sparse_tensor_value {
      self = .optional(.tensor(try OnnxTensor(decodingSparse: tensor.pointee, in: context).value))
    } else if let sequence = proto.sequence_value {
      self = .optional(try Value(decoding: sequence.pointee, in: context))
    } else if let optional = proto.optional_value {
      self = .optional(try Value(decoding: optional.pointee, in: context))
    } else if proto.map_value != nil {
      throw context.mapsFault(text(proto.name))
    } else {
      self = .optional(nil)
    }
  }
}

extension DecodingContext {
  fileprivate func mapsFault(_ name: String) -> OnnxError {
    .type(ofValue: name, path: path, reason: "maps are not supported")
  }
}

extension OnnxMessage {
  fileprivate init(_ kind: Value.Kind) {
    switch kind {
    case .tensor: self = .tensor
    case .sequence: self = .sequence
    case .optional: self = .optional
    }
  }
}
