import COnnxProto

extension OnnxTensor {
  /// Reads a file that holds one `TensorProto`, such as `input_0.pb` of an ONNX test data set.
  package static func read(path: String) throws(OnnxError) -> OnnxTensor {
    try decode(OnnxFile(.tensor, path: path))
  }

  /// Reads one `TensorProto` from memory.
  /// - Parameter name: what messages call it.
  package static func read(_ bytes: [UInt8], name: String = "tensor") throws(OnnxError) -> OnnxTensor {
    try decode(OnnxFile(.tensor, bytes, name: name))
  }

  private static func decode(_ file: OnnxFile) throws(OnnxError) -> OnnxTensor {
    try file.decode(with: onnx__tensor_proto__unpack, onnx__tensor_proto__free_unpacked) {
      (proto: Onnx__TensorProto, context) throws(OnnxError) in try OnnxTensor(decoding: proto, in: context)
    }
  }
}
