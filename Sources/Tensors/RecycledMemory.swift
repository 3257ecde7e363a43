import Diagnostics
import Glibc
import Synchronization

/// Memory of tensors that are gone, kept for those to come.
///
/// Fresh memory comes a page at a time, each by a fault that clears it: for a large value that takes longer than
/// most kernels take to write it. A network that runs makes values of the same few sizes over and over.
enum RecycledMemory {
  /// Shorter blocks are the C library's alone, which keeps them itself.
  private static let smallestBlock = 64 << 10
  /// Bytes that may lie idle.
  private static let idleLimit = 256 << 20
  /// Blocks from this size on ask for pages of this size.
  private static let hugePage = 2 << 20

  private struct IdleBlocks {
    /// Addresses by the blocks' size; the last one given back is the first one taken.
    var addresses: [Int: [UInt]] = [:]
    var byteCount = 0
  }

  private static let idle = Mutex(IdleBlocks())

  /// The size of the block that serves `count` bytes: eight sizes between two powers of two.
  private static func blockSize(for count: Int) -> Int {
    let powerOfTwo = 1 << (Int.bitWidth - 1 - count.leadingZeroBitCount)
    let step = max(powerOfTwo / 8, 4096)
    return (count + step - 1) / step * step
  }

  /// A block of at least `count` bytes, 64-byte aligned, with any content. Where there is no memory for it, the process
  /// ends (``MissingMemory``).
  static func take(_ count: Int) -> UnsafeMutableRawPointer {
    guard count >= smallestBlock else { return fresh(max(count, 1), alignment: 64) }
    let size = blockSize(for: count)
    let address = idle.withLock { idle -> UInt? in
      guard let address = idle.addresses[size]?.popLast() else { return nil }
      idle.byteCount -= size
      return address
    }
    if let block = address.flatMap(UnsafeMutableRawPointer.init(bitPattern:)) { return block }
    guard size >= hugePage else { return fresh(size, alignment: 4096) }
    let block = fresh(size, alignment: hugePage)
    // A wish: small pages serve as well.
    madvise(block, size, MADV_HUGEPAGE)
    return block
  }

  private static func fresh(_ size: Int, alignment: Int) -> UnsafeMutableRawPointer {
    var block: UnsafeMutableRawPointer?
    guard posix_memalign(&block, alignment, size) == 0, let block else { MissingMemory.end(size) }
    return block
  }

  /// Gives a block of ``take(_:)`` back, with the count that it was taken for.
  static func giveBack(_ block: UnsafeMutableRawPointer, _ count: Int) {
    let isKept =
      count >= smallestBlock
      && idle.withLock { idle in
        let size = blockSize(for: count)
        guard idle.byteCount + size <= idleLimit else { return false }
        idle.byteCount += size
        idle.addresses[size, default: []].append(UInt(bitPattern: block))
        return true
      }
    if !isKept { free(block) }
  }
}
