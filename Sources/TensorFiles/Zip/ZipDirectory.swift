import Tensors

/// The central directory of a zip archive: its members, checked against each other and against the file.
///
/// Sizes are taken from here only, since writers that stream (numpy among them) leave them out of the local
/// headers. Members that overlap are refused: they make small files that decompress to enormous ones.
struct ZipDirectory {
  private(set) var members: [ZipMember] = []
  /// Where the directory starts: no member's data goes beyond.
  private var start = 0
  private let bytes: TensorBytes
  private let place: String

  init(_ bytes: TensorBytes, place: String) throws(TensorFileError) {
    self.bytes = bytes
    self.place = place
    let end = try directoryEnd()
    guard end.offset <= bytes.count, end.size <= bytes.count - end.offset else {
      throw fault("its directory lies beyond its end")
    }
    start = end.offset
    var reader = LittleEndianReader(bytes.slice(end.offset..<end.offset + end.size))
    // An entry takes 46 bytes or more, so a false count ends the loop early instead of filling memory.
    for _ in 0..<end.count { members.append(try entry(&reader)) }
    try refuseOverlaps()
  }

  /// - Parameter name: of a member, where the fault is one's.
  func fault(_ reason: String, member name: String? = nil) -> TensorFileError {
    .malformed(format: "zip archive", reason: reason, place: name.map { "\(place), member \($0)" } ?? place)
  }

  private func refuseOverlaps() throws(TensorFileError) {
    var names: Set<String> = []
    var end = 0
    for member in members.sorted(by: { $0.headerOffset < $1.headerOffset }) {
      guard names.insert(member.name).inserted else {
        throw fault("two members have this name", member: member.name)
      }
      guard member.headerOffset >= end, member.headerOffset <= start,
        member.compressedCount <= start - member.headerOffset
      else { throw fault("its data overlaps another part of the archive", member: member.name) }
      end = member.headerOffset + member.compressedCount
      guard member.isDeflated || member.count == member.compressedCount else {
        throw fault("its stored size is not its size", member: member.name)
      }
      guard member.count / Inflater.largestRatio <= member.compressedCount else {
        throw fault(
          "\(member.compressedCount) bytes cannot hold the \(member.count) that it states", member: member.name)
      }
    }
  }
}

// MARK: - The end record

extension ZipDirectory {
  private typealias End = (count: Int, size: Int, offset: Int)

  private func directoryEnd() throws(TensorFileError) -> End {
    // 22 bytes, and a comment of up to 65,535.
    let first = max(bytes.count - 22 - Int(UInt16.max), 0)
    for offset in stride(from: bytes.count - 22, through: first, by: -1) {
      var reader = LittleEndianReader(bytes, at: offset)
      guard reader.integer(UInt32.self) == ZipSignature.directoryEnd else { continue }
      guard let end = end(&reader, endingAt: offset) else { continue }
      return end
    }
    throw fault("it has no directory: it is truncated, or no zip archive")
  }

  private func end(_ reader: inout LittleEndianReader, endingAt offset: Int) -> End? {
    guard reader.range(of: 6) != nil, let count = reader.integer(UInt16.self),
      let size = reader.integer(UInt32.self), let start = reader.integer(UInt32.self)
    else { return nil }
    if count == .max || size == .max || start == .max, let end = end64(locatedBefore: offset) { return end }
    return (Int(count), Int(size), Int(start))
  }

  private func end64(locatedBefore offset: Int) -> End? {
    var locator = LittleEndianReader(bytes, at: offset - 20)
    guard locator.integer(UInt32.self) == ZipSignature.directoryEnd64Locator, locator.range(of: 4) != nil,
      let place = locator.integer(UInt64.self).flatMap(Int.init(exactly:))
    else { return nil }
    var reader = LittleEndianReader(bytes, at: place)
    guard reader.integer(UInt32.self) == ZipSignature.directoryEnd64, reader.range(of: 28) != nil,
      let count = reader.integer(UInt64.self).flatMap(Int.init(exactly:)),
      let size = reader.integer(UInt64.self).flatMap(Int.init(exactly:)),
      let start = reader.integer(UInt64.self).flatMap(Int.init(exactly:))
    else { return nil }
    return (count, size, start)
  }
}

// MARK: - Entries

extension ZipDirectory {
  private func entry(_ reader: inout LittleEndianReader) throws(TensorFileError) -> ZipMember {
    guard reader.integer(UInt32.self) == ZipSignature.directoryEntry, reader.range(of: 4) != nil,
      let flags = reader.integer(UInt16.self), let method = reader.integer(UInt16.self),
      reader.range(of: 4) != nil,
      let checksum = reader.integer(UInt32.self), let compressed = reader.integer(UInt32.self),
      let count = reader.integer(UInt32.self), let nameCount = reader.integer(UInt16.self),
      let extraCount = reader.integer(UInt16.self), let commentCount = reader.integer(UInt16.self),
      reader.range(of: 8) != nil, let header = reader.integer(UInt32.self),
      let nameBytes = reader.array(of: Int(nameCount)), let extra = reader.array(of: Int(extraCount)),
      reader.range(of: Int(commentCount)) != nil
    else { throw fault("its directory is truncated or damaged") }

    guard let name = String(validating: nameBytes, as: UTF8.self) else {
      throw fault("a member's name is not UTF-8")
    }
    guard flags & 1 == 0 else { throw fault("it is encrypted", member: name) }
    guard method == 0 || method == 8 else {
      throw fault("its compression (method \(method)) is neither stored nor deflated", member: name)
    }
    var sizes = Zip64Sizes(extra)
    guard let count = sizes.value(count), let compressed = sizes.value(compressed),
      let header = sizes.value(header)
    else { throw fault("its 64-bit sizes are missing or negative", member: name) }
    return ZipMember(
      name: name, isDeflated: method == 8, checksum: checksum, compressedCount: compressed, count: count,
      headerOffset: header)
  }
}

/// The 64-bit values that a zip64 extra field has for those of the entry's that say 0xFFFFFFFF, in order.
private struct Zip64Sizes {
  private var reader: LittleEndianReader?

  init(_ extra: [UInt8]) {
    var fields = LittleEndianReader(TensorBytes(copying: extra))
    while let kind = fields.integer(UInt16.self), let count = fields.integer(UInt16.self),
      let field = fields.array(of: Int(count))
    {
      if kind == 1 { reader = LittleEndianReader(TensorBytes(copying: field)) }
    }
  }

  mutating func value(_ short: UInt32) -> Int? {
    short == .max ? reader?.integer(UInt64.self).flatMap(Int.init(exactly:)) : Int(short)
  }
}
