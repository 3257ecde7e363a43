import COnnxProto

/// One application of an operator or a function (`NodeProto`).
package struct OnnxNode: Sendable {
  package var name: String
  package var operatorType: String
  package var domain: String
  package var overload: String
  package var inputs: [String]
  package var outputs: [String]
  package var attributes: [OnnxAttribute]
}

extension OnnxNode {
  init(decoding proto: Onnx__NodeProto, in context: DecodingContext) throws(OnnxError) {
    name = text(proto.name)
    operatorType = text(proto.op_type)
    domain = text(proto.domain)
    overload = text(proto.overload)
    inputs = texts(proto.input, proto.n_input)
    outputs = texts(proto.output, proto.n_output)
    attributes = []
    let label = name.isEmpty ? outputs.first { !$0.isEmpty } ?? operatorType : name
    for attribute in list(proto.attribute, proto.n_attribute) {
      attributes.append(try OnnxAttribute(decoding: attribute.pointee, ofNode: label, in: context))
    }
  }
}
