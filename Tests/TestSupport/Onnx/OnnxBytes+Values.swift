import Tensors

extension OnnxBytes {
  /// One extent of a declared shape: `3`, `"batch"`, or `.unknown`.
  package enum Extent: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    case fixed(Int64)
    case symbol(String)
    case unknown

    package init(integerLiteral value: Int64) { self = .fixed(value) }
    package init(stringLiteral value: String) { self = .symbol(value) }
  }

  /// The fields of a `ValueInfoProto`.
  static func writeValueInfo(
    _ name: String, _ dataType: DataType?, _ extents: [Extent]?, into writer: inout ProtobufWriter
  ) {
    writer.string(1, name)
    guard let dataType else { return }
    writer.message(2) {
      $0.message(1) {
        $0.varint(1, Int64(dataType.rawValue))
        guard let extents else { return }
        $0.message(2) { shape in
          for extent in extents { shape.message(1) { write(extent, into: &$0) } }
        }
      }
    }
  }

  private static func write(_ extent: Extent, into writer: inout ProtobufWriter) {
    switch extent {
    case .fixed(let value): writer.varint(1, value)
    case .symbol(let name): writer.string(2, name)
    case .unknown: break
    }
  }

  /// The fields of a `TensorProto`; the types narrower than a byte are packed as `raw_data` has them.
  package static func writeTensor(_ tensor: Tensor, name: String, into writer: inout ProtobufWriter) {
    for extent in tensor.shape.extents { writer.varint(1, Int64(extent)) }
    writer.varint(2, Int64(tensor.dataType.rawValue))
    writer.stringIfAny(8, name)
    if let strings = tensor.strings {
      for string in strings { writer.string(6, string) }
    } else {
      writer.bytes(9, tensor.withUnsafeBytes { packed(Array($0), perByte: tensor.dataType.elementsPerRawByte) })
    }
  }

  /// A file with one `TensorProto`, as ONNX's test data sets have them (`input_0.pb`).
  package static func tensorFile(_ tensor: Tensor, name: String = "") -> [UInt8] {
    var writer = ProtobufWriter()
    writeTensor(tensor, name: name, into: &writer)
    return writer.bytes
  }

  /// The fields of a `SparseTensorProto`.
  package static func writeSparseTensor(
    _ name: String, values: Tensor, indices: Tensor, extents: [Int], into writer: inout ProtobufWriter
  ) {
    writer.message(1) { writeTensor(values, name: name, into: &$0) }
    writer.message(2) { writeTensor(indices, name: "", into: &$0) }
    for extent in extents { writer.varint(3, Int64(extent)) }
  }

  /// First element in the low bits; the last byte is padded with zeros.
  private static func packed(_ elements: [UInt8], perByte: Int) -> [UInt8] {
    guard perByte > 1 else { return elements }
    let bits = 8 / perByte
    let mask = UInt8((1 << bits) - 1)
    return stride(from: 0, to: elements.count, by: perByte).map { start in
      elements[start..<min(start + perByte, elements.count)].enumerated()
        .reduce(0) { $0 | ($1.element & mask) << UInt8($1.offset * bits) }
    }
  }
}
