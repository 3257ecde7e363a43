import Diagnostics
import TensorFiles

/// Whether a model keeps tensors in other files, whose names are relative to the model's folder.
package enum ExternalDataSearch {
  /// `TensorProto.data_location`, and its value `EXTERNAL`.
  private static let (location, external): (UInt32, UInt64) = (14, 1)

  /// - Throws: ``OnnxError`` where the file is no model.
  package static func findsAny(inModelAt path: String) throws(OnnxError) -> Bool {
    let file: MappedFile
    do throws(FileAccessError) {
      file = try MappedFile(path: path)
    } catch {
      throw .file(error)
    }
    do throws(WireFault) {
      return try file.withUnsafeBytes { (bytes) throws(WireFault) in
        try isIn(.of(.model), bytes, 0..<bytes.count, depth: 1)
      }
    } catch {
      throw .malformed(.model, path: path, fault: error)
    }
  }

  private static func isIn(
    _ schema: MessageSchema, _ file: UnsafeRawBufferPointer, _ range: Range<Int>, depth: Int
  ) throws(WireFault) -> Bool {
    guard depth <= MessageSplicer.maximumDepth else {
      throw WireFault(
        offset: range.lowerBound, reason: "messages nested more than \(MessageSplicer.maximumDepth) deep")
    }
    let isTensor = schema == .of(.tensor)
    var reader = WireReader(file, in: range)
    while let field = try reader.next() {
      if isTensor, field.number == location, field.type == .varint {
        var value = WireReader(file, in: field.value)
        if try value.varint() == external { return true }
      } else if field.type == .lengthDelimited, let message = schema.field(field.number)?.message,
        try isIn(message, file, field.value, depth: depth + 1)
      {
        return true
      }
    }
    return false
  }
}
