/// Bytes as a gzip file that holds them as they are: one stored block (RFC 1951, 3.2.4; RFC 1952).
enum StoredGzip {
  /// - Precondition: no more than a block's 65,535 bytes.
  static func bytes(of content: some Collection<UInt8>) -> [UInt8] {
    let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    let count = UInt16(content.count)
    let block = [1] + littleEndian(count) + littleEndian(~count) + content
    return header + block + littleEndian(checksum(content)) + littleEndian(UInt32(content.count))
  }

  /// CRC-32 of ISO 3309, a bit at a time.
  private static func checksum(_ content: some Collection<UInt8>) -> UInt32 {
    ~content.reduce(UInt32.max) { checksum, byte in
      (0..<8).reduce(checksum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }

  private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
