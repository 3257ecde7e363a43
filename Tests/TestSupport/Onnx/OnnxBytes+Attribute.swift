import Tensors

extension OnnxBytes {
  /// The value of an attribute. Literals work: `2`, `0.5`, `"SAME_UPPER"`, `[1, 1]` (integers).
  package enum Attribute {
    case float(Float)
    case int(Int64)
    case string(String)
    case tensor(Tensor)
    case graph(Graph)
    case floats([Float])
    case ints([Int64])
    case strings([String])
    case graphs([Graph])
    /// In a function's body: the value of the function's attribute of this name and of ONNX's type number.
    case reference(to: String, type: Int64)
    /// Whatever the closure writes into the `AttributeProto`, its name apart.
    case encoded((inout ProtobufWriter) -> Void)

    func encode(name: String, into writer: inout ProtobufWriter) {
      writer.string(1, name)
      switch self {
      case .float(let value):
        writer.fixed32(2, value.bitPattern)
        writer.varint(20, 1)
      case .int(let value):
        writer.varint(3, value)
        writer.varint(20, 2)
      case .string(let value):
        writer.string(4, value)
        writer.varint(20, 3)
      case .tensor(let value):
        writer.message(5) { OnnxBytes.writeTensor(value, name: "", into: &$0) }
        writer.varint(20, 4)
      case .graph(let value):
        writer.message(6) { value.encode(into: &$0) }
        writer.varint(20, 5)
      case .floats(let values):
        for value in values { writer.fixed32(7, value.bitPattern) }
        writer.varint(20, 6)
      case .ints(let values):
        for value in values { writer.varint(8, value) }
        writer.varint(20, 7)
      case .strings(let values):
        for value in values { writer.string(9, value) }
        writer.varint(20, 8)
      case .graphs(let values):
        for value in values { writer.message(11) { value.encode(into: &$0) } }
        writer.varint(20, 10)
      case .reference(let target, let type):
        writer.string(21, target)
        writer.varint(20, type)
      case .encoded(let write):
        write(&writer)
      }
    }
  }
}

extension OnnxBytes.Attribute: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int64) { self = .int(value) }
}

extension OnnxBytes.Attribute: ExpressibleByFloatLiteral {
  package init(floatLiteral value: Float) { self = .float(value) }
}

extension OnnxBytes.Attribute: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
}

extension OnnxBytes.Attribute: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Int64...) { self = .ints(elements) }
}
