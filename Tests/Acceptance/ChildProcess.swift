import Glibc

/// A program that runs beside the test and is waited for on the test's own thread.
///
/// Foundation's `Process` tells of an end through a thread of its own, which has been seen to tell of none.
struct ChildProcess {
  private let identifier: pid_t

  enum Ending {
    case exit(Int32)
    case signal(Int32)
  }

  struct CannotStart: Error {
    let path: String
    let reason: String
  }

  /// - Parameters:
  ///   - folder: the folder to run in.
  ///   - output: file that takes standard output; it is made anew.
  ///   - errors: file that takes standard error; it is made anew.
  init(
    _ path: String, _ arguments: [String], in folder: String, environment: [String: String], output: String,
    errors: String
  ) throws(CannotStart) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    for (descriptor, file) in [(STDOUT_FILENO, output), (STDERR_FILENO, errors)] {
      posix_spawn_file_actions_addopen(&actions, descriptor, file, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    }
    // A shell changes the folder, since spawning cannot, and gives way to the program.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder, path]
    var words = (shell + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    // The test's thread may have signals blocked, which a program inherits.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var child = pid_t()
    let error = posix_spawn(&child, shell[0], &actions, &attributes, &words, &variables)
    guard error == 0 else { throw CannotStart(path: path, reason: String(cString: strerror(error))) }
    identifier = child
  }

  /// The most memory that the program has held so far (`VmHWM` of proc(5), mapped files included); nil once it has
  /// ended.
  ///
  /// What wait4(2) tells counts the test runner too, whose memory a child shares until it starts its program.
  var peakBytes: Int? {
    guard let file = fopen("/proc/\(identifier)/status", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let words = text.split(whereSeparator: \.isWhitespace)
      if words.first == "VmHWM:", words.count > 1 { return Int(words[1]).map { $0 * 1024 } }
    }
    return nil
  }

  /// Waits for the end; kills the program where that does not come in time.
  /// - Parameter watch: called every two milliseconds while the program runs.
  /// - Returns: how it ended; nil where it did not in time.
  func wait(seconds: Int, watch: () -> Void = {}) -> Ending? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var status: Int32 = 0
    while ContinuousClock.now < deadline {
      if waitpid(identifier, &status, WNOHANG) == identifier {
        let signal = status & 0x7F
        return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
      }
      watch()
      usleep(2000)
    }
    kill(identifier, SIGKILL)
    waitpid(identifier, &status, 0)
    return nil
  }
}
