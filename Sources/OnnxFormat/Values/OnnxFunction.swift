import COnnxProto

/// A model-local function: nodes over formal names, called like an operator (`FunctionProto`).
package struct OnnxFunction: Sendable {
  package var domain: String
  package var name: String
  package var overload: String
  package var inputs: [String]
  package var outputs: [String]
  /// Names of the attributes that have no default.
  package var attributes: [String]
  /// The attributes that have one, with it.
  package var attributeDefaults: [OnnxAttribute]
  package var nodes: [OnnxNode]
  package var opsetImports: [OnnxOperatorSet]
}

extension OnnxFunction {
  init(decoding proto: Onnx__FunctionProto, in context: DecodingContext) throws(OnnxError) {
    domain = text(proto.domain)
    name = text(proto.name)
    overload = text(proto.overload)
    inputs = texts(proto.input, proto.n_input)
    outputs = texts(proto.output, proto.n_output)
    attributes = texts(proto.attribute, proto.n_attribute)
    attributeDefaults = []
    for attribute in list(proto.attribute_proto, proto.n_attribute_proto) {
      attributeDefaults.append(try OnnxAttribute(decoding: attribute.pointee, ofNode: name, in: context))
    }
    nodes = []
    for node in list(proto.node, proto.n_node) {
      nodes.append(try OnnxNode(decoding: node.pointee, in: context))
    }
    opsetImports = list(proto.opset_import, proto.n_opset_import).map { OnnxOperatorSet(decoding: $0.pointee) }
  }
}
