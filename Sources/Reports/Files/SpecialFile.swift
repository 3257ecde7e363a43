import Diagnostics
import Glibc

/// What a path leads to where that is no file on a disk: a terminal, a pipe, /dev/null. It is written to; renaming a
/// file over it would take a device away from the whole machine.
struct SpecialFile {
  /// Open for writing; whoever writes closes it.
  let descriptor: Int32

  /// - Returns: `nil` for a file, a folder, and what is not there.
  /// - Throws: `MachineFault` with the system's reason, at once where nobody reads a pipe.
  init?(_ path: String) throws(MachineFault) {
    if let number = Self.openNumber(path) {
      descriptor = fcntl(number, F_DUPFD_CLOEXEC, 0)
    } else {
      var status = stat()
      guard stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { return nil }
      // Without O_NONBLOCK a pipe that nobody reads would block here.
      descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      if descriptor >= 0 { _ = fcntl(descriptor, F_SETFL, 0) }
    }
    guard descriptor >= 0 else {
      let reason = errno == ENXIO ? "nobody reads from it" : String(cString: strerror(errno))
      throw MachineFault("cannot write", path: path, reason: reason)
    }
  }

  /// Whether a path stands for a file that is open already.
  static func isOpen(_ path: String) -> Bool { openNumber(path) != nil }

  /// The number of an open file that a path stands for: `/dev/stdout`, `/dev/fd/63`. Opened by name, a file would be
  /// written from its start again.
  private static func openNumber(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      let folder = ["/dev/fd/", "/proc/self/fd/"].first { path.hasPrefix($0) }
      return folder.flatMap { Int32(path.dropFirst($0.count)) }
    }
  }
}
