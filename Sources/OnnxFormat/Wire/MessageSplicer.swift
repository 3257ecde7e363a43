/// Copies an ONNX message without its tensors' elements.
///
/// protobuf-c copies every byte that it decodes; a model is nearly all weights. So the elements are
/// left out here, each tensor's place taken by an ordinal in its `raw_data`, and protobuf-c decodes the
/// small rest (the skeleton) while the weights stay in the mapped file. The walk follows the generated
/// descriptors, so it checks every message of the schema on its way: lengths, numbers, wire types,
/// nesting. What protobuf-c gets is well formed.
struct MessageSplicer {
  /// The message without its elements.
  private(set) var skeleton: [UInt8] = []
  /// The elements' places; a tensor's `raw_data` in the skeleton is an index into it, eight bytes.
  private(set) var payloads: [TensorPayload] = []

  private let file: UnsafeRawBufferPointer
  private var messages = 0
  private let tensor = MessageSchema.of(.tensor)

  /// Deeper messages are refused before protobuf-c, which recurses, meets them. A graph in an attribute
  /// of a node of a graph takes three levels, so a hundred graphs may stand within each other.
  static let maximumDepth = 302

  /// A message may take two bytes in the file and hundreds in memory; a model of a million nodes stays
  /// below this.
  static let maximumMessages = 8_000_000

  /// - Throws: ``WireFault`` at the first byte that is not of the schema.
  init(_ file: UnsafeRawBufferPointer, as schema: MessageSchema) throws(WireFault) {
    self.file = file
    try copy(schema, 0..<file.count, depth: 1)
    // protobuf-c's own bound on a message.
    guard skeleton.count <= Int(Int32.max) else {
      throw WireFault(offset: 0, reason: "more than 2 GiB beside the tensors' elements")
    }
  }

  private mutating func copy(_ schema: MessageSchema, _ range: Range<Int>, depth: Int) throws(WireFault) {
    guard depth <= Self.maximumDepth else {
      throw WireFault(
        offset: range.lowerBound, reason: "messages nested more than \(Self.maximumDepth) deep")
    }
    messages += 1
    guard messages <= Self.maximumMessages else {
      throw WireFault(offset: range.lowerBound, reason: "more than \(Self.maximumMessages) messages")
    }
    var reader = WireReader(file, in: range)
    var payload = TensorPayload()
    var hasPayload = false
    while let field = try reader.next() {
      // Fields that the schema does not know are a newer writer's and are read over.
      guard let known = schema.field(field.number) else { continue }
      try check(field, against: known, in: schema)
      if schema == tensor, payload.takes(field, of: file) {
        hasPayload = true
      } else if let message = known.message {
        try copyMessage(message, field, depth: depth + 1)
      } else {
        skeleton.append(contentsOf: file[field.start..<field.value.upperBound])
      }
    }
    if hasPayload { append(payload) }
  }

  /// Writes the length in five bytes, the longest form, since it is known only afterwards.
  private mutating func copyMessage(
    _ schema: MessageSchema, _ field: WireField, depth: Int
  ) throws(WireFault) {
    appendTag(field.number)
    let lengthAt = skeleton.count
    skeleton.append(contentsOf: repeatElement(0, count: 5))
    try copy(schema, field.value, depth: depth)
    let length = skeleton.count - lengthAt - 5
    guard length <= Int(Int32.max) else {
      throw WireFault(offset: field.start, reason: "more than 2 GiB beside the tensors' elements")
    }
    for index in 0..<5 {
      let group = UInt8(truncatingIfNeeded: length >> (7 * index)) & 0x7F
      skeleton[lengthAt + index] = index < 4 ? group | 0x80 : group
    }
  }

  private mutating func append(_ payload: TensorPayload) {
    appendTag(TensorPayload.rawField)
    skeleton.append(8)
    withUnsafeBytes(of: UInt64(payloads.count).littleEndian) { skeleton.append(contentsOf: $0) }
    payloads.append(payload)
  }

  private mutating func appendTag(_ number: UInt32) {
    var rest = number << 3 | UInt32(WireType.lengthDelimited.rawValue)
    while rest >= 0x80 {
      skeleton.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    skeleton.append(UInt8(rest))
  }

  private func check(
    _ field: WireField, against known: FieldSchema, in schema: MessageSchema
  ) throws(WireFault) {
    let isPacked = known.isPackable && field.type == .lengthDelimited
    guard field.type == known.wireType || isPacked else {
      throw WireFault(
        offset: field.start, reason: "\(schema.name).\(known.name) has wire type \(field.type.rawValue)")
    }
    // protobuf-c's texts end at a NUL, so that two names could become one.
    if known.isText, file[field.value].contains(0) {
      throw WireFault(offset: field.start, reason: "\(schema.name).\(known.name) holds a NUL")
    }
    guard isPacked else { return }
    switch known.wireType {
    case .fixed32 where field.value.count % 4 != 0, .fixed64 where field.value.count % 8 != 0:
      throw WireFault(
        offset: field.start, reason: "\(schema.name).\(known.name) ends inside an element")
    case .varint:
      var reader = WireReader(file, in: field.value)
      while !reader.isAtEnd { _ = try reader.varint() }
    default: break
    }
  }
}

extension TensorPayload {
  /// Notes where the field's elements stand; `false` for a field that is no payload.
  fileprivate mutating func takes(_ field: WireField, of file: UnsafeRawBufferPointer) -> Bool {
    if field.number == Self.rawField {
      // Of a field that is not repeated, the last one counts.
      raw = .slice(field.value)
    } else if let typedField = TypedField(rawValue: field.number) {
      if typed[typedField] == nil {
        typed[typedField] = .slice(field.value)
      } else {
        typed[typedField]?.append(field.value, of: file)
      }
    } else {
      return false
    }
    return true
  }
}
