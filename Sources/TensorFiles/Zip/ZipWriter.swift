/// Writes a zip archive of stored members, with 64-bit sizes where they are needed. The same members give the
/// same bytes: the time of every member is 1980-01-01, the earliest that zip knows.
struct ZipWriter {
  private(set) var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0
  /// Sizes and offsets from here on are written with 64 bits.
  private let limit: Int

  /// - Parameter limit: the first value that 32 bits cannot say, unless a test lowers it.
  init(limit: Int = Int(UInt32.max)) { self.limit = limit }

  /// Adds a member whose data is the given parts, one after the other.
  mutating func add(_ name: String, _ parts: [UnsafeRawBufferPointer]) {
    let size = parts.reduce(0) { $0 + $1.count }
    let start = bytes.count
    let member = Member(
      name: Array(name.utf8), size: size, offset: start, isLarge: size >= limit || start >= limit)
    bytes.reserveCapacity(start + size + 2 * name.utf8.count + 256)
    let headerEnd = start + member.localHeader(checksum: 0).count
    bytes += member.localHeader(checksum: 0)
    for part in parts { bytes += part }
    // The checksum is known only now; it stands 14 bytes into the header.
    let sum = bytes.withUnsafeBytes { checksum(of: UnsafeRawBufferPointer(rebasing: $0[headerEnd...])) }
    withUnsafeBytes(of: sum.littleEndian) { bytes.replaceSubrange(start + 14..<start + 18, with: $0) }
    directory += member.directoryEntry(checksum: sum)
    count += 1
  }

  /// The whole archive.
  consuming func finished() -> [UInt8] {
    let start = bytes.count
    let size = directory.count
    bytes += directory
    let isLarge = count >= UInt16.max || start >= limit
    if isLarge {
      let end = bytes.count
      bytes.append32(ZipSignature.directoryEnd64)
      bytes.append64(44)
      bytes.append16(45)
      bytes.append16(45)
      bytes.append64(0)
      for value in [count, count, size, start] { bytes.append64(UInt64(value)) }
      bytes.append32(ZipSignature.directoryEnd64Locator)
      bytes.append32(0)
      bytes.append64(UInt64(end))
      bytes.append32(1)
    }
    bytes.append32(ZipSignature.directoryEnd)
    bytes.append32(0)
    bytes.append16(UInt16(clamping: count))
    bytes.append16(UInt16(clamping: count))
    bytes.append32(isLarge ? .max : UInt32(size))
    bytes.append32(isLarge ? .max : UInt32(start))
    bytes.append16(0)
    return bytes
  }

  private struct Member {
    let name: [UInt8]
    let size: Int
    let offset: Int
    let isLarge: Bool

    private var version: UInt16 { isLarge ? 45 : 20 }
    /// Bit 11: the name is UTF-8.
    private var flags: UInt16 { 1 << 11 }
    /// 1980-01-01: day 1, month 1, year 0.
    private var date: UInt16 { 1 << 5 | 1 }

    func localHeader(checksum: UInt32) -> [UInt8] {
      var header: [UInt8] = []
      header.append32(ZipSignature.localHeader)
      appendCommon(to: &header, checksum)
      let extra = extra([size, size])
      header.append16(UInt16(name.count))
      header.append16(UInt16(extra.count))
      return header + name + extra
    }

    func directoryEntry(checksum: UInt32) -> [UInt8] {
      var entry: [UInt8] = []
      entry.append32(ZipSignature.directoryEntry)
      entry.append16(version)
      appendCommon(to: &entry, checksum)
      let extra = extra([size, size, offset])
      entry.append16(UInt16(name.count))
      entry.append16(UInt16(extra.count))
      entry += [UInt8](repeating: 0, count: 10)
      entry.append32(isLarge ? .max : UInt32(offset))
      return entry + name + extra
    }

    private func appendCommon(to header: inout [UInt8], _ checksum: UInt32) {
      header.append16(version)
      header.append16(flags)
      header.append16(0)
      header.append16(0)
      header.append16(date)
      header.append32(checksum)
      header.append32(isLarge ? .max : UInt32(size))
      header.append32(isLarge ? .max : UInt32(size))
    }

    private func extra(_ values: [Int]) -> [UInt8] {
      guard isLarge else { return [] }
      var extra: [UInt8] = []
      extra.append16(1)
      extra.append16(UInt16(values.count * 8))
      for value in values { extra.append64(UInt64(value)) }
      return extra
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append16(_ value: UInt16) { append(littleEndian: value) }
  fileprivate mutating func append32(_ value: UInt32) { append(littleEndian: value) }
  fileprivate mutating func append64(_ value: UInt64) { append(littleEndian: value) }

  private mutating func append<Value: FixedWidthInteger>(littleEndian value: Value) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
