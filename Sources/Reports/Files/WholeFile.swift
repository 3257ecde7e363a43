import Diagnostics
import Glibc

/// Writes files that are whole or not there: first under a temporary name beside the final one, then
/// renamed over it (rename(2) is atomic), so that an interrupted run leaves no half of a file. What is no file is
/// written to, not replaced.
package enum WholeFile {
  /// - Throws: ``MachineFault`` with the system's reason.
  package static func write(_ text: String, to path: String) throws(MachineFault) {
    try write(Array(text.utf8), to: path)
  }

  /// Writes the bytes.
  /// - Throws: ``MachineFault`` with the system's reason.
  package static func write(_ bytes: [UInt8], to path: String) throws(MachineFault) {
    try write(to: path) { (sink) throws(MachineFault) in
      try bytes.span.bytes.withUnsafeBytes { (buffer) throws(MachineFault) in try sink(buffer) }
    }
  }

  /// Takes the next bytes of a file.
  package typealias Sink = (UnsafeRawBufferPointer) throws(MachineFault) -> Void

  /// Writes what `body` gives, piece by piece.
  /// - Throws: ``MachineFault`` with the system's reason.
  package static func write(to path: String, _ body: (Sink) throws(MachineFault) -> Void) throws(MachineFault) {
    if let sink = try SpecialFile(path) {
      return try write(into: sink.descriptor, reportedAs: path, body)
    }
    let temporary = "\(path).\(getpid()).partial"
    do {
      try writeDirectly(to: temporary, reportedAs: path, body)
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
    to path: String, reportedAs name: String, _ body: (Sink) throws(MachineFault) -> Void
  ) throws(MachineFault) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw MachineFault("cannot write", path: name, reason: String(cString: strerror(errno)))
    }
    try write(into: descriptor, reportedAs: name, body)
  }

  /// Writes into an open file and closes it.
  private static func write(
    into descriptor: Int32, reportedAs name: String, _ body: (Sink) throws(MachineFault) -> Void
  ) throws(MachineFault) {
    func fault() -> MachineFault {
      MachineFault("cannot write", path: name, reason: String(cString: strerror(errno)))
    }
    do throws(MachineFault) {
      try body { (bytes) throws(MachineFault) in
        var rest = bytes
        while !rest.isEmpty {
          let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
          if count < 0, errno == EINTR { continue }
          guard count > 0 else { throw fault() }
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
      }
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw fault() }
  }
}
