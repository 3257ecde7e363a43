import COnnxProto

/// A model file's contents as ONNX writes them, not yet checked or resolved (`ModelProto`).
///
/// `training_info` and device configurations are read over: nothing here trains or places.
package struct OnnxModel: Sendable {
  /// `nil` where the file does not say.
  package var irVersion: Int64?
  package var opsetImports: [OnnxOperatorSet]
  package var producerName: String
  package var producerVersion: String
  package var metadata: [String: String]
  package var graph: OnnxGraph?
  package var functions: [OnnxFunction]
}

extension OnnxModel {
  init(decoding proto: Onnx__ModelProto, in context: DecodingContext) throws(OnnxError) {
    irVersion = proto.has_ir_version != 0 ? proto.ir_version : nil
    opsetImports = list(proto.opset_import, proto.n_opset_import).map { OnnxOperatorSet(decoding: $0.pointee) }
    producerName = text(proto.producer_name)
    producerVersion = text(proto.producer_version)
    metadata = entries(proto.metadata_props, proto.n_metadata_props)
    graph = nil
    if let pointer = proto.graph { graph = try OnnxGraph(decoding: pointer.pointee, in: context) }
    functions = []
    for function in list(proto.functions, proto.n_functions) {
      functions.append(try OnnxFunction(decoding: function.pointee, in: context))
    }
  }
}
