import COnnxProto
import Tensors

/// An attribute of a node or a function (`AttributeProto`).
package struct OnnxAttribute: Sendable {
  package var name: String
  package var value: Value

  /// What an attribute holds. Sparse tensors are expanded to dense ones.
  package enum Value: Sendable {
    case float(Float)
    case int(Int64)
    case string([UInt8])
    case tensor(Tensor)
    case graph(OnnxGraph)
    case type(OnnxType)
    case floats([Float])
    case ints([Int64])
    case strings([[UInt8]])
    case tensors([Tensor])
    case graphs([OnnxGraph])
    case types([OnnxType])
    /// In a function's body: the value of the function's attribute of this name.
    case reference(to: String)
  }
}

extension OnnxAttribute {
  init(
    decoding proto: Onnx__AttributeProto, ofNode node: String, in context: DecodingContext
  ) throws(OnnxError) {
    name = text(proto.name)
    let reader = AttributeReader(proto: proto, node: node, context: context)
    value = try reader.value()
  }
}
