/// Writes protobuf's wire format field by field, legal or not: what a test says is what stands in the bytes.
package struct ProtobufWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// A field of wire type 0; negative numbers take ten bytes, as protobuf has it.
  package mutating func varint(_ field: Int, _ value: Int64) {
    rawVarint(UInt64(field) << 3)
    rawVarint(UInt64(bitPattern: value))
  }

  /// A field of wire type 5.
  package mutating func fixed32(_ field: Int, _ value: UInt32) {
    rawVarint(UInt64(field) << 3 | 5)
    littleEndian(value)
  }

  /// A field of wire type 1.
  package mutating func fixed64(_ field: Int, _ value: UInt64) {
    rawVarint(UInt64(field) << 3 | 1)
    littleEndian(value)
  }

  /// A field of wire type 2.
  package mutating func bytes(_ field: Int, _ value: some Collection<UInt8>) {
    rawVarint(UInt64(field) << 3 | 2)
    rawVarint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  package mutating func string(_ field: Int, _ value: String) { bytes(field, Array(value.utf8)) }

  /// Nothing where `value` is empty, as protobuf's writers do.
  package mutating func stringIfAny(_ field: Int, _ value: String) {
    if !value.isEmpty { string(field, value) }
  }

  /// A sub-message, written by `body`.
  package mutating func message(_ field: Int, _ body: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    body(&inner)
    bytes(field, inner.bytes)
  }

  /// A repeated integer field in one packed run.
  package mutating func packedVarints(_ field: Int, _ values: some Sequence<Int64>) {
    var inner = ProtobufWriter()
    for value in values { inner.rawVarint(UInt64(bitPattern: value)) }
    bytes(field, inner.bytes)
  }

  /// The key and value of a `StringStringEntryProto`.
  package mutating func entry(_ field: Int, key: String, value: String) {
    message(field) {
      $0.string(1, key)
      $0.string(2, value)
    }
  }

  /// A varint without a tag: the building block, and the way to malformed bytes.
  package mutating func rawVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Bytes without a tag.
  package mutating func raw(_ value: some Sequence<UInt8>) { bytes.append(contentsOf: value) }

  private mutating func littleEndian(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
