import Diagnostics
import FoundationEssentials
import Glibc
import Reports
import Synchronization

/// Writing to the process's streams: results to stdout, messages and progress to stderr.
enum StandardStreams {
  /// The error number of the first write to stdout that failed, or 0.
  private static let failure = Atomic<CInt>(0)

  /// Call once, before anything is opened or written.
  ///
  /// A write that cannot be done is an error to report, not a signal to die of. A standard stream that the
  /// caller closed is given to /dev/null, so that no file of ours gets its number and with it our text.
  static func prepare() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free is taken: this one.
      _ = open("/dev/null", O_RDWR)
    }
  }

  static func writeOutput(_ text: String) {
    let error = write(text, to: STDOUT_FILENO)
    if error != 0 { _ = failure.compareExchange(expected: 0, desired: error, ordering: .relaxed) }
  }

  static func writeError(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// Why stdout did not take everything, asked when all is written. A reader that went away (a closed pipe) is
  /// no fault.
  static var outputFault: MachineFault? {
    let error = failure.load(ordering: .relaxed)
    guard error != 0, error != EPIPE else { return nil }
    return MachineFault("cannot write", path: "standard output", reason: String(cString: strerror(error)))
  }

  static func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal behind the descriptor; `nil` where there is none.
  static func width(of descriptor: CInt) -> Int? {
    var size = winsize()
    guard isTerminal(descriptor), ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Columns that a table on stdout may have: what the variable COLUMNS says, else the window's; `nil` where it
  /// goes to a file or a pipe.
  static var outputWidth: Int? { width(of: STDOUT_FILENO, columns: environment["COLUMNS"]) }

  /// Bold and faint letters only on a terminal that has them, and not where NO_COLOR is set (no-color.org).
  static var outputStyle: TextStyle {
    let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return canRedraw(STDOUT_FILENO) && !isRefused ? .terminal : .plain
  }

  /// Whether the descriptor is a terminal on which a line can be written again.
  static func canRedraw(_ descriptor: CInt) -> Bool {
    isTerminal(descriptor) && environment["TERM"] != "dumb" && environment["TERM"]?.isEmpty == false
  }

  private static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// - Parameter columns: the text of the variable; leading where it is a number of 1 or more.
  private static func width(of descriptor: CInt, columns: String?) -> Int? {
    if let width = columns.flatMap({ Int($0) }), width >= 1 { return width }
    return width(of: descriptor)
  }

  /// - Returns: 0, or the error number of the write that failed; the rest is dropped then.
  private static func write(_ text: String, to descriptor: CInt) -> CInt {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return errno }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return 0
    }
  }
}
