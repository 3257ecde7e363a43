import Diagnostics
import Glibc

/// The bytes of a small file.
/// - Parameter limit: a larger file is refused before it is read.
/// - Throws: `FileAccessError`, ``SettingsError/tooLarge(path:limit:)``; `MachineFault` where the system fails
///   midway.
package func readFile(_ path: String, limit: Int) throws -> [UInt8] {
  guard !path.utf8.contains(0) else {
    throw FileAccessError.unreadable(path: path, reason: "its name holds a NUL")
  }
  // Without O_NONBLOCK a pipe that nobody writes to would block here.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else {
    if errno == ENOENT || errno == ENOTDIR { throw FileAccessError.missing(path: path) }
    throw FileAccessError.unreadable(path: path, reason: systemReason())
  }
  defer { close(descriptor) }
  let size = try size(of: descriptor, path)
  guard size <= limit else { throw SettingsError.tooLarge(path: path, limit: limit) }
  return try contents(of: descriptor, size: size, path)
}

private func size(of descriptor: Int32, _ path: String) throws -> Int {
  var status = stat()
  guard fstat(descriptor, &status) == 0 else {
    throw MachineFault("cannot read", path: path, reason: systemReason())
  }
  switch status.st_mode & S_IFMT {
  case S_IFREG: return status.st_size
  case S_IFDIR: throw FileAccessError.directory(path: path)
  default: throw FileAccessError.notRegular(path: path)
  }
}

/// What the file holds, as far as the size that it had: a file that grows meanwhile is cut there.
private func contents(of descriptor: Int32, size: Int, _ path: String) throws -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: size)
  var filled = 0
  while filled < size {
    let count = bytes[filled...].withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count == 0 { break }
    guard count > 0 else {
      if errno == EINTR { continue }
      throw MachineFault("cannot read", path: path, reason: systemReason())
    }
    filled += count
  }
  return Array(bytes.prefix(filled))
}

private func systemReason() -> String { String(cString: strerror(errno)) }
