import Tensors

/// What decoding a message needs beside the message.
struct DecodingContext {
  /// The file's path, for messages.
  let path: String
  /// The whole file, of which tensors borrow their elements.
  let file: TensorBytes
  /// Places of the elements that ``MessageSplicer`` left out of the skeleton.
  let payloads: [TensorPayload]
  /// Where tensors outside the file are found.
  let externalData: ExternalDataFolder

  /// The bytes as a tensor's memory: those that stand in the file in one piece are not copied.
  func memory(of bytes: WireBytes) -> TensorBytes {
    switch bytes {
    case .slice(let range):
      let whole = UnsafeRawBufferPointer(start: file.base, count: file.count)
      return TensorBytes(borrowing: UnsafeRawBufferPointer(rebasing: whole[range]), from: file)
    case .collected(let collected):
      return TensorBytes(copying: collected)
    }
  }
}
