import Glibc

/// Writing to the process's streams: results to stdout, messages and progress to stderr.
enum StandardStreams {
  static func writeOutput(_ text: String) { write(text, to: STDOUT_FILENO) }

  static func writeError(_ text: String) { write(text, to: STDERR_FILENO) }

  static func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal behind the descriptor; `nil` where there is none.
  static func width(of descriptor: CInt) -> Int? {
    var size = winsize()
    guard isTerminal(descriptor), ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Columns that a table on stdout may have; `nil` where it goes to a file or a pipe.
  static var outputWidth: Int? { width(of: STDOUT_FILENO) }

  /// A reader that went away (a closed pipe) is no error of ours: the rest is dropped.
  private static func write(_ text: String, to descriptor: CInt) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }
}
