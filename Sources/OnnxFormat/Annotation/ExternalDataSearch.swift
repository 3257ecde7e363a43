import Diagnostics
import TensorFiles

/// The tensors that a model keeps in other files, whose names are relative to the model's folder.
package struct ExternalDataSearch {
  /// `TensorProto.external_data`, `TensorProto.data_location`, and its value `EXTERNAL`.
  private static let (entries, location, external): (UInt32, UInt32, UInt64) = (13, 14, 1)
  /// `StringStringEntryProto.key` and `value`.
  private static let (key, value): (UInt32, UInt32) = (1, 2)

  /// Whether there is such a tensor.
  package private(set) var findsAny = false
  /// The files, as tensors name them: not yet known to lie in the model's folder, nor to be there.
  package private(set) var locations: Set<String> = []

  /// - Throws: ``OnnxError`` where the file is no model.
  package init(inModelAt path: String) throws(OnnxError) {
    let file: MappedFile
    do throws(FileAccessError) {
      file = try MappedFile(path: path)
    } catch {
      throw .file(error)
    }
    do throws(WireFault) {
      try file.withUnsafeBytes { (bytes) throws(WireFault) in
        try search(.of(.model), bytes, 0..<bytes.count, depth: 1)
      }
    } catch {
      throw .malformed(.model, path: path, fault: error)
    }
  }

  private mutating func search(
    _ schema: MessageSchema, _ file: UnsafeRawBufferPointer, _ range: Range<Int>, depth: Int
  ) throws(WireFault) {
    guard depth <= MessageSplicer.maximumDepth else {
      throw WireFault(
        offset: range.lowerBound, reason: "messages nested more than \(MessageSplicer.maximumDepth) deep")
    }
    let isTensor = schema == .of(.tensor)
    var isExternal = false
    var named: [String] = []
    var reader = WireReader(file, in: range)
    while let field = try reader.next() {
      if isTensor, field.number == Self.location, field.type == .varint {
        var value = WireReader(file, in: field.value)
        isExternal = try value.varint() == Self.external
      } else if isTensor, field.number == Self.entries, field.type == .lengthDelimited {
        if let path = try Self.location(file, field.value) { named.append(path) }
      } else if field.type == .lengthDelimited, let message = schema.field(field.number)?.message {
        try search(message, file, field.value, depth: depth + 1)
      }
    }
    guard isExternal else { return }
    findsAny = true
    locations.formUnion(named)
  }

  /// The value of an entry whose key is `location`.
  private static func location(
    _ file: UnsafeRawBufferPointer, _ range: Range<Int>
  ) throws(WireFault) -> String? {
    var (found, path) = ("", "")
    var reader = WireReader(file, in: range)
    while let field = try reader.next() {
      guard field.type == .lengthDelimited else { continue }
      let text = String(decoding: file[field.value], as: UTF8.self)
      if field.number == key { found = text } else if field.number == value { path = text }
    }
    return found == "location" ? path : nil
  }
}
