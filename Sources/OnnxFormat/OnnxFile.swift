import CProtobufC
import Diagnostics
import TensorFiles
import Tensors

/// The bytes of one ONNX message, in a mapped file or in memory, and how they become values.
struct OnnxFile {
  private let message: OnnxMessage
  private let path: String
  private let bytes: TensorBytes
  private let externalData: ExternalDataFolder

  init(_ message: OnnxMessage, path: String, missingData: MissingData = .refused) throws(OnnxError) {
    self.message = message
    self.path = path
    do throws(FileAccessError) {
      let file = try MappedFile(path: path)
      bytes = file.slice(0..<file.count)
    } catch {
      throw .file(error)
    }
    externalData = ExternalDataFolder(ofModelAt: path, missing: missingData)
    guard bytes.count > 0 else { throw .empty(message, path: path) }
  }

  init(_ message: OnnxMessage, _ content: [UInt8], name: String) throws(OnnxError) {
    self.message = message
    path = name
    bytes = TensorBytes(copying: content)
    externalData = ExternalDataFolder(ofModelAt: nil, missing: .refused)
    guard bytes.count > 0 else { throw .empty(message, path: path) }
  }

  /// A message's generated `unpack` and `free_unpacked`.
  typealias Unpack<Message> =
    (UnsafeMutablePointer<ProtobufCAllocator>?, Int, UnsafePointer<UInt8>?) -> UnsafeMutablePointer<Message>?
  typealias Free<Message> = (UnsafeMutablePointer<Message>?, UnsafeMutablePointer<ProtobufCAllocator>?) -> Void

  /// Splices the elements out, lets protobuf-c decode the rest, and makes values of it with `convert`.
  func decode<Message, Value>(
    with unpack: Unpack<Message>, _ free: Free<Message>,
    _ convert: (Message, DecodingContext) throws(OnnxError) -> Value
  ) throws(OnnxError) -> Value {
    let splicer = try splice()
    let context = DecodingContext(
      path: path, file: bytes, payloads: splicer.payloads, externalData: externalData)
    let decoded = splicer.skeleton.withUnsafeBufferPointer { unpack(nil, $0.count, $0.baseAddress) }
    guard let decoded else {
      let fault = WireFault(offset: 0, reason: "protobuf-c cannot decode it")
      throw .malformed(message, path: path, fault: fault)
    }
    defer { free(decoded, nil) }
    return try convert(decoded.pointee, context)
  }

  private func splice() throws(OnnxError) -> MessageSplicer {
    do throws(WireFault) {
      return try bytes.withUnsafeBytes { (file) throws(WireFault) in try MessageSplicer(file, as: .of(message)) }
    } catch {
      throw .malformed(message, path: path, fault: error)
    }
  }
}
