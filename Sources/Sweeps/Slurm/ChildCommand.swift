import Diagnostics
import Glibc

/// A program of the system that is run and waited for.
struct ChildCommand {
  /// How a program ended and what it printed.
  struct Result {
    /// The exit code, or 128 and the signal.
    var status: Int32
    var output: String
    /// Its errors in one line.
    var errors: String
  }

  /// Runs a program that the search path has.
  /// - Returns: `nil` where there is no such program.
  /// - Throws: `MachineFault`.
  static func run(_ program: String, _ arguments: [String]) throws(MachineFault) -> Result? {
    let (output, errors) = (try Pipe(), try Pipe())
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.writing, STDERR_FILENO)
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child = pid_t()
    let fault = posix_spawnp(&child, program, &actions, nil, &words, environ)
    output.closeWriting()
    errors.closeWriting()
    if fault == ENOENT { return nil }
    guard fault == 0 else {
      throw MachineFault("cannot start", path: program, reason: String(cString: strerror(fault)))
    }
    // What these programs print fits a pipe, so that the order of reading does not matter.
    let texts = (output.text(), errors.text())
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return Result(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: texts.0,
      errors: texts.1.split(separator: "\n").joined(separator: "; "))
  }
}

/// A pipe to read what a child writes.
private final class Pipe {
  private let reading: CInt
  private(set) var writing: CInt

  init() throws(MachineFault) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw MachineFault("cannot make", path: "a pipe", reason: String(cString: strerror(errno)))
    }
    (reading, writing) = (ends[0], ends[1])
    // A child that kept its parent's ends open would never see the end of what it writes.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  func closeWriting() {
    close(writing)
    writing = -1
  }

  /// All that is written until everybody has closed the other end.
  func text() -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(reading, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  deinit {
    close(reading)
    if writing >= 0 { close(writing) }
  }
}
