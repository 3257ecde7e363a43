import CZlib
import Diagnostics
import Tensors

/// Decompresses deflate streams, raw (zip members) or with gzip's header and checksum.
struct Inflater: ~Copyable {
  enum Wrapping: Int32 {
    /// Negative: zlib expects no header.
    case raw = -15
    /// 16 more than the window: zlib expects a gzip header, and checks CRC and length.
    case gzip = 31
  }

  /// How far a call came.
  enum Progress: Equatable {
    /// The output is full, or the input used up.
    case underway
    case ended
    case corrupt
  }

  /// What deflate compresses a byte to at best: no honest stream grows by more.
  static let largestRatio = 1032

  /// On the heap: zlib keeps its address.
  private let stream: UnsafeMutablePointer<z_stream>

  init(_ wrapping: Wrapping) throws(MachineFault) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(stream, wrapping.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if status != Z_OK { throw MachineFault("cannot decompress", path: "zlib", reason: "out of memory") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Decompresses from the front of `source` into `target`, as far as both go.
  mutating func inflate(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
  ) -> (progress: Progress, consumed: Int, produced: Int) {
    var consumed = 0
    var produced = 0
    // zlib counts in 32 bits.
    let step = 1 << 30
    while true {
      let input = UnsafeRawBufferPointer(rebasing: source[consumed...].prefix(step))
      let output = UnsafeMutableRawBufferPointer(rebasing: target[produced...].prefix(step))
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
      stream.pointee.avail_in = UInt32(input.count)
      // zlib refuses a null output even where none is wanted.
      var spare: UInt8 = 0
      let status = withUnsafeMutablePointer(to: &spare) { spare in
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? spare
        stream.pointee.avail_out = UInt32(output.count)
        return CZlib.inflate(stream, Z_NO_FLUSH)
      }
      let taken = input.count - Int(stream.pointee.avail_in)
      let given = output.count - Int(stream.pointee.avail_out)
      consumed += taken
      produced += given
      switch status {
      case Z_STREAM_END: return (.ended, consumed, produced)
      case Z_OK where taken + given > 0: continue
      case Z_OK, Z_BUF_ERROR: return (.underway, consumed, produced)
      default: return (.corrupt, consumed, produced)
      }
    }
  }

  /// Makes ready for another stream behind the one that ended.
  mutating func restart() { inflateReset(stream) }
}
