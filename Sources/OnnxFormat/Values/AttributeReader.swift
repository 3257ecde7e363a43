import COnnxProto
import CProtobufC
import Tensors

/// Finds the one value that an `AttributeProto` holds.
///
/// `type` says which field that is. Files from before IR version 2 leave it out, and then the field
/// that is filled decides. A scalar of the stated type that is absent has protobuf's default, 0 or "".
struct AttributeReader {
  let proto: Onnx__AttributeProto
  let node: String
  let context: DecodingContext

  /// The kinds of attribute; raw values are ONNX's `AttributeType`.
  private enum Kind: UInt32, CaseIterable {
    case float = 1
    case int, string, tensor, graph, floats, ints, strings, tensors, graphs
    case sparseTensor, sparseTensors, type, types

    /// ONNX's name of it: `FLOAT`, `TYPE_PROTO`.
    var name: String {
      withUnsafePointer(to: onnx__attribute_proto__attribute_type__descriptor) { descriptor in
        let value = protobuf_c_enum_descriptor_get_value(descriptor, Int32(rawValue))
        return value.map { String(cString: $0.pointee.name) } ?? "\(self)"
      }
    }
  }

  func value() throws(OnnxError) -> OnnxAttribute.Value {
    let reference = text(proto.ref_attr_name)
    let filled = Kind.allCases.filter(isFilled)
    guard reference.isEmpty else {
      guard filled.isEmpty else { throw fault("both a reference to `\(reference)` and a value") }
      return .reference(to: reference)
    }
    return try value(of: kind(filled))
  }

  /// The stated kind, which has to be the filled one.
  private func kind(_ filled: [Kind]) throws(OnnxError) -> Kind {
    let stated = proto.has_type != 0 ? proto.type.rawValue : 0
    guard stated != 0 else {
      guard let first = filled.first, filled.count == 1 else {
        throw fault(filled.isEmpty ? "no value" : "\(filled.count) values and no type that picks one")
      }
      return first
    }
    guard let kind = Kind(rawValue: stated) else { throw fault("type \(stated) is not one of ONNX's") }
    if let other = filled.first(where: { $0 != kind }) {
      throw fault("its type is \(kind.name), its value \(other.name)")
    }
    return kind
  }

  private func isFilled(_ kind: Kind) -> Bool {
    switch kind {
    case .float: proto.has_f != 0
    case .int: proto.has_i != 0
    case .string: proto.has_s != 0
    case .tensor: proto.t != nil
    case .graph: proto.g != nil
    case .floats: proto.n_floats > 0
    case .ints: proto.n_ints > 0
    case .strings: proto.n_strings > 0
    case .tensors: proto.n_tensors > 0
    case .graphs: proto.n_graphs > 0
    case .sparseTensor: proto.sparse_tensor != nil
    case .sparseTensors: proto.n_sparse_tensors > 0
    case .type: proto.tp != nil
    case .types: proto.n_type_protos > 0
    }
  }

  private func value(of kind: Kind) throws(OnnxError) -> OnnxAttribute.Value {
    switch kind {
    case .float: return .float(proto.f)
    case .int: return .int(proto.i)
    case .string: return .string(bytes(proto.s))
    case .tensor: return .tensor(try OnnxTensor(decoding: present(proto.t, kind), in: context).value)
    case .graph: return .graph(try OnnxGraph(decoding: present(proto.g, kind), in: context))
    case .type: return .type(try OnnxType(decoding: present(proto.tp, kind), of: proto.label, in: context))
    case .sparseTensor:
      return .tensor(
        try OnnxTensor(decodingSparse: present(proto.sparse_tensor, kind), in: context).value)
    case .floats: return .floats(Array(UnsafeBufferPointer(start: proto.floats, count: proto.n_floats)))
    case .ints: return .ints(Array(UnsafeBufferPointer(start: proto.ints, count: proto.n_ints)))
    case .strings:
      return .strings(UnsafeBufferPointer(start: proto.strings, count: proto.n_strings).map(bytes))
    default: return try list(of: kind)
    }
  }

  private func list(of kind: Kind) throws(OnnxError) -> OnnxAttribute.Value {
    var tensors: [Tensor] = []
    for tensor in OnnxFormat.list(proto.tensors, proto.n_tensors) {
      tensors.append(try OnnxTensor(decoding: tensor.pointee, in: context).value)
    }
    for tensor in OnnxFormat.list(proto.sparse_tensors, proto.n_sparse_tensors) {
      tensors.append(try OnnxTensor(decodingSparse: tensor.pointee, in: context).value)
    }
    var graphs: [OnnxGraph] = []
    for graph in OnnxFormat.list(proto.graphs, proto.n_graphs) {
      graphs.append(try OnnxGraph(decoding: graph.pointee, in: context))
    }
    var types: [OnnxType] = []
    for type in OnnxFormat.list(proto.type_protos, proto.n_type_protos) {
      types.append(try OnnxType(decoding: type.pointee, of: proto.label, in: context))
    }
    return kind == .graphs ? .graphs(graphs) : kind == .types ? .types(types) : .tensors(tensors)
  }

  private func present<Message>(
    _ pointer: UnsafeMutablePointer<Message>?, _ kind: Kind
  ) throws(OnnxError) -> Message {
    guard let pointer else { throw fault("its type is \(kind.name), its value is missing") }
    return pointer.pointee
  }

  private func fault(_ reason: String) -> OnnxError {
    .attribute(proto.label, node: node, path: context.path, reason: reason)
  }
}

extension Onnx__AttributeProto {
  fileprivate var label: String { text(name) }
}
