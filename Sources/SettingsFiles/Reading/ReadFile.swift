import Diagnostics
import Glibc

/// The bytes of a small file.
/// - Parameter limit: a larger file is refused before it is read whole.
/// - Throws: ``SettingsError/unreadable(path:reason:)`` and ``SettingsError/tooLarge(path:limit:)``;
///   `MachineFault` where the system fails midway.
package func readFile(_ path: String, limit: Int) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw SettingsError.unreadable(path: path, reason: systemReason()) }
  defer { close(descriptor) }

  var status = stat()
  guard fstat(descriptor, &status) == 0 else {
    throw MachineFault("cannot read", path: path, reason: systemReason())
  }
  guard status.st_mode & S_IFMT != S_IFDIR else {
    throw SettingsError.unreadable(path: path, reason: "it is a folder")
  }
  guard status.st_size <= limit else { throw SettingsError.tooLarge(path: path, limit: limit) }

  // Pipes and /proc files state no size: what is read counts.
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count == 0 { return bytes }
    guard count > 0 else {
      if errno == EINTR { continue }
      throw MachineFault("cannot read", path: path, reason: systemReason())
    }
    bytes += chunk.prefix(count)
    guard bytes.count <= limit else { throw SettingsError.tooLarge(path: path, limit: limit) }
  }
}

private func systemReason() -> String { String(cString: strerror(errno)) }
