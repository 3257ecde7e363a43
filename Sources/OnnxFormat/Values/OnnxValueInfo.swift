import COnnxProto

/// A value's name and declared type (`ValueInfoProto`).
package struct OnnxValueInfo: Sendable {
  package var name: String
  /// `nil` where the file does not say.
  package var type: OnnxType?

  init(decoding proto: Onnx__ValueInfoProto, in context: DecodingContext) throws(OnnxError) {
    name = text(proto.name)
    type = nil
    if let pointer = proto.type { type = try OnnxType(decoding: pointer.pointee, of: name, in: context) }
  }
}
