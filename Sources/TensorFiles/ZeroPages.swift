import Glibc
import Tensors

/// Read-only zeros of any length that take address space and, as long as they are only read, hardly
/// any memory: the system shows one page of zeros everywhere.
///
/// `@unchecked Sendable`: the pages are never written.
package final class ZeroPages: @unchecked Sendable {
  private let pages: UnsafeMutableRawBufferPointer

  /// `nil` where there is no room for so many bytes in the address space.
  package init?(count: Int) {
    precondition(count >= 0, "a length is not negative")
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    let address = mmap(nil, max(count, 1), PROT_READ, flags, -1, 0)
    guard let address, address != MAP_FAILED else { return nil }
    pages = UnsafeMutableRawBufferPointer(start: address, count: count)
  }

  /// The zeros as a tensor's memory.
  package var bytes: TensorBytes { TensorBytes(borrowing: UnsafeRawBufferPointer(pages), from: self) }

  deinit { munmap(pages.baseAddress, max(pages.count, 1)) }
}
