import Diagnostics
import Glibc
import Tensors

/// A file mapped into memory, read-only: its pages are read when they are first touched.
///
/// The bytes stay valid as long as the object lives, which ``withUnsafeBytes(_:)`` and ``slice(_:)`` see
/// to. A program that truncates the file meanwhile takes the pages away, against which no mapping can
/// defend itself.
///
/// `@unchecked Sendable`: the pages are never written.
package final class MappedFile: PagedMemory, @unchecked Sendable {
  /// The path, as given.
  package let path: String
  private let bytes: UnsafeRawBufferPointer

  /// - Throws: ``FileAccessError`` where `path` is not a file that can be read.
  package init(path: String) throws(FileAccessError) {
    let descriptor = try Self.open(path)
    defer { close(descriptor) }
    let count = try Self.size(of: descriptor, path: path)
    self.path = path
    guard count > 0 else {
      self.bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address, address != MAP_FAILED else { throw Self.unreadable(path) }
    self.bytes = UnsafeRawBufferPointer(start: address, count: count)
  }

  package var count: Int { bytes.count }

  /// The whole file, valid until `body` returns.
  package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(bytes)
  }

  /// A part of the file as a tensor's memory, not copied; it keeps the mapping alive.
  /// - Precondition: `range` lies in `0..<count`.
  package func slice(_ range: Range<Int>) -> TensorBytes {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a slice lies in its file")
    return TensorBytes(borrowing: UnsafeRawBufferPointer(rebasing: bytes[range]), from: self)
  }

  package func pageIn(_ part: UnsafeRawBufferPointer) {
    guard let start = part.baseAddress else { return }
    let page = sysconf(Int32(_SC_PAGESIZE))
    let lead = Int(bitPattern: start) % page
    // Kernels that do not know it (before 5.14) refuse, and read at first use.
    madvise(UnsafeMutableRawPointer(mutating: start - lead), lead + part.count, populateForReading)
  }

  deinit {
    if let base = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
  }

  /// Without O_NONBLOCK a pipe that nobody writes to would block here.
  private static func open(_ path: String) throws(FileAccessError) -> Int32 {
    guard !path.utf8.contains(0) else { throw .unreadable(path: path, reason: "its name holds a NUL") }
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .missing(path: path) }
      throw unreadable(path)
    }
    return descriptor
  }

  private static func size(of descriptor: Int32, path: String) throws(FileAccessError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return status.st_size
    case S_IFDIR: throw .directory(path: path)
    default: throw .notRegular(path: path)
    }
  }

  private static func unreadable(_ path: String) -> FileAccessError {
    .unreadable(path: path, reason: String(cString: strerror(errno)))
  }
}

/// MADV_POPULATE_READ of Linux, which older C libraries do not name.
private let populateForReading: Int32 = 22
