import COnnxProto

extension OnnxModel {
  /// Reads a model file; its weights stay in the mapped file until they are used.
  /// - Throws: ``OnnxError`` with the byte, tensor or attribute at fault.
  package static func read(path: String, missingData: MissingData = .refused) throws(OnnxError) -> OnnxModel {
    try decode(OnnxFile(.model, path: path, missingData: missingData))
  }

  /// Reads a model from memory; tensors outside the file are refused.
  /// - Parameter name: what messages call the model.
  package static func read(_ bytes: [UInt8], name: String = "model") throws(OnnxError) -> OnnxModel {
    try decode(OnnxFile(.model, bytes, name: name))
  }

  private static func decode(_ file: OnnxFile) throws(OnnxError) -> OnnxModel {
    try file.decode(with: onnx__model_proto__unpack, onnx__model_proto__free_unpacked) {
      (proto: Onnx__ModelProto, context) throws(OnnxError) in try OnnxModel(decoding: proto, in: context)
    }
  }
}
