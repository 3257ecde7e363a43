import Diagnostics
import Glibc

/// Writes files that are whole or not there: first under a temporary name beside the final one, then
/// renamed over it (rename(2) is atomic), so that an interrupted run leaves no half of a file.
package enum WholeFile {
  /// - Throws: ``MachineFault`` with the system's reason.
  package static func write(_ text: String, to path: String) throws(MachineFault) {
    try write(Array(text.utf8), to: path)
  }

  /// Writes the bytes.
  /// - Throws: ``MachineFault`` with the system's reason.
  package static func write(_ bytes: [UInt8], to path: String) throws(MachineFault) {
    let temporary = "\(path).\(getpid()).partial"
    do {
      try writeDirectly(bytes, to: temporary, reportedAs: path)
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      throw MachineFault("cannot write", path: path, reason: reason)
    }
  }

  /// Makes the folder and those above it.
  /// - Returns: the folders that were not there, outermost first.
  @discardableResult
  package static func makeFolder(_ path: String) throws(MachineFault) -> [String] {
    var made: [String] = []
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      prefix += prefix.isEmpty || prefix.hasSuffix("/") ? part : "/" + part
      var status = stat()
      if mkdir(prefix, 0o777) == 0 {
        made.append(prefix)
        continue
      }
      let reason = errno
      guard stat(prefix, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        let words = reason == EEXIST ? "a file of this name is in the way" : String(cString: strerror(reason))
        throw MachineFault("cannot make the folder", path: prefix, reason: words)
      }
    }
    return made
  }

  private static func writeDirectly(
    _ bytes: [UInt8], to path: String, reportedAs name: String
  ) throws(MachineFault) {
    func fault() -> MachineFault {
      MachineFault("cannot write", path: name, reason: String(cString: strerror(errno)))
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw fault() }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        let failure = fault()
        close(descriptor)
        throw failure
      }
      written += count
    }
    guard close(descriptor) == 0 else { throw fault() }
  }
}
