import CZlib

/// CRC-32 as zip and gzip use it (ISO 3309).
func checksum(of bytes: UnsafeRawBufferPointer) -> UInt32 {
  UInt32(truncatingIfNeeded: crc32_z(0, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count))
}
