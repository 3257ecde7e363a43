import Tensors

/// A zip archive that is read: stored and deflated members, zip64.
struct ZipArchive {
  let members: [ZipMember]
  private let directory: ZipDirectory
  private let bytes: TensorBytes

  init(_ bytes: TensorBytes, place: String) throws(TensorFileError) {
    self.bytes = bytes
    directory = try ZipDirectory(bytes, place: place)
    members = directory.members
  }

  /// A member's data: a part of the archive where it is stored, else decompressed into its stated size. The
  /// checksum is tested.
  func contents(of member: ZipMember) throws -> TensorBytes {
    let data = try compressedData(of: member)
    let contents = member.isDeflated ? try inflated(data, member) : data
    guard checksum(of: contents.buffer) == member.checksum else {
      throw directory.fault("its checksum is wrong: the data is damaged", member: member.name)
    }
    return contents
  }

  private func compressedData(of member: ZipMember) throws(TensorFileError) -> TensorBytes {
    var reader = LittleEndianReader(bytes, at: member.headerOffset)
    guard reader.integer(UInt32.self) == ZipSignature.localHeader, reader.range(of: 22) != nil,
      let nameCount = reader.integer(UInt16.self), let extraCount = reader.integer(UInt16.self),
      reader.range(of: Int(nameCount) + Int(extraCount)) != nil,
      let range = reader.range(of: member.compressedCount)
    else { throw directory.fault("its header is truncated or damaged", member: member.name) }
    return bytes.slice(range)
  }

  private func inflated(_ data: TensorBytes, _ member: ZipMember) throws -> TensorBytes {
    let contents = TensorBytes(uninitializedCount: member.count)
    var inflater = try Inflater(.raw)
    let (progress, _, produced) = inflater.inflate(
      data.buffer, into: UnsafeMutableRawBufferPointer(start: contents.base, count: contents.count))
    guard progress == .ended, produced == member.count else {
      throw directory.fault("its compressed data is damaged", member: member.name)
    }
    return contents
  }
}
