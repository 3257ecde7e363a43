import OnnxFormat
import Tensors

/// The value of a node's attribute (onnx.proto, `AttributeProto`).
package enum Attribute: Sendable {
  case float(Float)
  case int(Int64)
  /// Bytes: ONNX does not promise UTF-8, though every operator so far means text.
  case string([UInt8])
  case tensor(Tensor)
  case graph(Graph)
  case floats([Float])
  case ints([Int64])
  case strings([[UInt8]])
  case tensors([Tensor])
  case graphs([Graph])
  case type(OnnxType)
  case types([OnnxType])

  /// The name of the kind, for messages.
  package var kind: String {
    switch self {
    case .float: "FLOAT"
    case .int: "INT"
    case .string: "STRING"
    case .tensor: "TENSOR"
    case .graph: "GRAPH"
    case .floats: "FLOATS"
    case .ints: "INTS"
    case .strings: "STRINGS"
    case .tensors: "TENSORS"
    case .graphs: "GRAPHS"
    case .type: "TYPE_PROTO"
    case .types: "TYPE_PROTOS"
    }
  }
}
