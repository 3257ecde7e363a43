import COnnxProto
import TensorFiles
import Tensors

/// Makes a ``Tensor`` of a `TensorProto`, whichever of ONNX's forms its elements have.
///
/// The elements stand in exactly one of `raw_data`, the typed field for the element type,
/// `string_data`, and a file outside (ONNX IR specification, "Tensors"; onnx.proto, `TensorProto`).
struct TensorDecoder {
  private let proto: Onnx__TensorProto
  private let context: DecodingContext

  init(_ proto: Onnx__TensorProto, in context: DecodingContext) {
    self.proto = proto
    self.context = context
  }

  func tensor() throws(OnnxError) -> Tensor {
    guard let type = DataType(rawValue: proto.data_type) else { throw fault(unknownElementType(proto.data_type)) }
    guard proto.segment == nil else { throw fault("segments are not supported") }
    let shape = try shape()
    if proto.data_location == ONNX__TENSOR_PROTO__DATA_LOCATION__EXTERNAL {
      return try external(type, shape)
    }
    switch try elements() {
    case .none where shape.count == 0 && type == .string: return try strings(type, shape)
    case .none: return try raw(type, shape, .collected([]))
    case .raw(let bytes): return try raw(type, shape, bytes)
    case .strings: return try strings(type, shape)
    case .typed(let field, let bytes): return try typed(type, shape, field, bytes)
    }
  }

  // MARK: Which form

  private enum Elements {
    case none
    case raw(WireBytes)
    case strings
    case typed(TensorPayload.TypedField, WireBytes)
  }

  private func elements() throws(OnnxError) -> Elements {
    let payload = payload
    var found: [(name: String, elements: Elements)] = []
    if let raw = payload.raw, raw.count > 0 { found.append(("raw_data", .raw(raw))) }
    if proto.n_string_data > 0 { found.append(("string_data", .strings)) }
    for field in TensorPayload.TypedField.allCases {
      if let bytes = payload.typed[field], bytes.count > 0 { found.append((field.name, .typed(field, bytes))) }
    }
    guard found.count <= 1 else {
      throw fault("elements in both \(found[0].name) and \(found[1].name), where one is allowed")
    }
    return found.first?.elements ?? .none
  }

  /// The ordinal that ``MessageSplicer`` left in the place of the elements.
  private var payload: TensorPayload {
    guard proto.has_raw_data != 0, proto.raw_data.len == 8, let base = proto.raw_data.data else {
      return TensorPayload()
    }
    let ordinal = UnsafeRawPointer(base).loadUnaligned(as: UInt64.self)
    return context.payloads[Int(ordinal)]
  }

  private func shape() throws(OnnxError) -> Shape {
    let extents = UnsafeBufferPointer(start: proto.dims, count: proto.dims == nil ? 0 : proto.n_dims)
    return try building { () throws(TensorError) in try Shape(extents.map { Int($0) }) }
  }

  // MARK: One form each

  private func raw(_ type: DataType, _ shape: Shape, _ bytes: WireBytes) throws(OnnxError) -> Tensor {
    guard type != .string else { throw fault("string elements cannot stand in raw_data") }
    let expected = rawByteCount(type, shape)
    guard bytes.count == expected else { throw sizeFault(type, shape, expected: expected, found: bytes.count) }
    return try tensor(type, shape, over: context.memory(of: bytes))
  }

  /// A tensor over `bytes`, or over a copy where ``Tensor`` has such elements in another form.
  private func tensor(_ type: DataType, _ shape: Shape, over bytes: TensorBytes) throws(OnnxError) -> Tensor {
    if type.elementsPerRawByte > 1 {
      return bytes.withUnsafeBytes { stored in
        Tensor(type, shape) { PackedElements(type).unpack(stored, into: $0) }
      }
    }
    if type == .bool, let normalised = bytes.withUnsafeBytes({ booleans($0, shape) }) { return normalised }
    return try building { () throws(TensorError) in try Tensor(type, shape, bytes: bytes) }
  }

  /// Booleans as 0 and 1; `nil` where they already are.
  private func booleans(_ stored: UnsafeRawBufferPointer, _ shape: Shape) -> Tensor? {
    guard stored.contains(where: { $0 > 1 }) else { return nil }
    return Tensor(shape, of: Bool.self) { elements in
      for (index, byte) in stored.enumerated() { elements.initializeElement(at: index, to: byte != 0) }
    }
  }

  private func strings(_ type: DataType, _ shape: Shape) throws(OnnxError) -> Tensor {
    guard type == .string else { throw fault("\(type.name) elements cannot stand in string_data") }
    let found = UnsafeBufferPointer(start: proto.string_data, count: proto.n_string_data)
    guard found.count == shape.count else {
      throw fault("\(found.count) strings where the shape \(shape) has \(shape.count)")
    }
    return try building { () throws(TensorError) in
      try Tensor(shape, strings: found.map { String(decoding: bytes($0), as: UTF8.self) })
    }
  }

  private func typed(
    _ type: DataType, _ shape: Shape, _ field: TensorPayload.TypedField, _ bytes: WireBytes
  ) throws(OnnxError) -> Tensor {
    let expected = TensorPayload.TypedField(holding: type)
    guard field == expected else {
      throw fault(
        "\(type.name) elements stand in \(field.name); they belong in \(expected?.name ?? "string_data") or raw_data"
      )
    }
    switch field {
    case .float, .double: return try raw(type, shape, bytes)
    case .int32, .int64, .uint64:
      do throws(PackedIntegers.Fault) {
        return try PackedIntegers(context.memory(of: bytes)).tensor(type, shape)
      } catch {
        throw fault("\(error.reason) in \(field.name)")
      }
    }
  }

  private func external(_ type: DataType, _ shape: Shape) throws(OnnxError) -> Tensor {
    if case .none = try elements() {} else { throw fault("elements both in the file and outside") }
    guard type != .string else { throw fault("string elements cannot stand outside the file") }
    let entries = entries(proto.external_data, proto.n_external_data)
    let bytes: TensorBytes
    do throws(ExternalDataFault) {
      let location = try ExternalDataLocation(entries: entries)
      bytes = try context.externalData.bytes(at: location, count: rawByteCount(type, shape))
    } catch {
      // Zeros look the same packed and unpacked.
      guard context.externalData.missing == .zeros, case .file(.missing) = error,
        let zeros = ZeroPages(count: shape.count * type.byteWidth)
      else { throw fault("\(error)") }
      return try building { () throws(TensorError) in try Tensor(type, shape, bytes: zeros.bytes) }
    }
    return try tensor(type, shape, over: bytes)
  }

  // MARK: Faults

  private func rawByteCount(_ type: DataType, _ shape: Shape) -> Int {
    let perByte = type.elementsPerRawByte
    return (shape.count + perByte - 1) / perByte * type.byteWidth
  }

  private func building<Value>(_ build: () throws(TensorError) -> Value) throws(OnnxError) -> Value {
    do throws(TensorError) { return try build() } catch { throw fault("\(error.what): \(error.reason)") }
  }

  private func sizeFault(_ type: DataType, _ shape: Shape, expected: Int, found: Int) -> OnnxError {
    fault("\(found) bytes of elements where \(type.name) \(shape) has \(expected)")
  }

  private func fault(_ reason: String) -> OnnxError {
    .tensor(name: text(proto.name), path: context.path, reason: reason)
  }
}

extension TensorPayload.TypedField {
  /// The typed field for elements of `type`; `nil` for strings.
  fileprivate init?(holding type: DataType) {
    switch type {
    case .string: return nil
    case .float32, .complex64: self = .float
    case .float64, .complex128: self = .double
    case .int64: self = .int64
    case .uint32, .uint64: self = .uint64
    default: self = .int32
    }
  }
}
