import Glibc
import Tensors

/// Read-only zeros of any length that take address space and, as long as they are only read, hardly
/// any memory: the system shows one page of zeros everywhere.
///
/// `@unchecked Sendable`: the pages are never written.
package final class ZeroPages: @unchecked Sendable {
  private let pages: UnsafeMutableRawBufferPointer

  package init(count: Int) {
    precondition(count >= 0, "a length is not negative")
    let size = max(count, 1)
    let address = mmap(nil, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    precondition(address != MAP_FAILED, "no address space for \(size) bytes")
    pages = UnsafeMutableRawBufferPointer(start: address, count: count)
  }

  /// The zeros as a tensor's memory.
  package var bytes: TensorBytes { TensorBytes(borrowing: UnsafeRawBufferPointer(pages), from: self) }

  deinit { munmap(pages.baseAddress, max(pages.count, 1)) }
}
