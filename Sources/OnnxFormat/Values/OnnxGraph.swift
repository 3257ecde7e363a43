import COnnxProto

/// A graph as the file has it: nodes in the file's order (`GraphProto`).
///
/// The types that it declares for values in between (`value_info`) are hints that may be wrong, and not read.
package struct OnnxGraph: Sendable {
  package var name: String
  package var nodes: [OnnxNode]
  /// Dense and sparse ones, the latter expanded.
  package var initializers: [OnnxTensor]
  package var inputs: [OnnxValueInfo]
  package var outputs: [OnnxValueInfo]
}

extension OnnxGraph {
  init(decoding proto: Onnx__GraphProto, in context: DecodingContext) throws(OnnxError) {
    name = text(proto.name)
    nodes = []
    for node in list(proto.node, proto.n_node) {
      nodes.append(try OnnxNode(decoding: node.pointee, in: context))
    }
    initializers = []
    for tensor in list(proto.initializer, proto.n_initializer) {
      initializers.append(try OnnxTensor(decoding: tensor.pointee, in: context))
    }
    for tensor in list(proto.sparse_initializer, proto.n_sparse_initializer) {
      initializers.append(try OnnxTensor(decodingSparse: tensor.pointee, in: context))
    }
    inputs = try Self.values(proto.input, proto.n_input, in: context)
    outputs = try Self.values(proto.output, proto.n_output, in: context)
  }

  private static func values(
    _ base: UnsafeMutablePointer<UnsafeMutablePointer<Onnx__ValueInfoProto>?>?, _ count: Int,
    in context: DecodingContext
  ) throws(OnnxError) -> [OnnxValueInfo] {
    var values: [OnnxValueInfo] = []
    for value in list(base, count) {
      values.append(try OnnxValueInfo(decoding: value.pointee, in: context))
    }
    return values
  }
}
