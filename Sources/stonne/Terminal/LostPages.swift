import Glibc

/// Pages of a mapped file that are gone when they are touched: the file was truncated meanwhile, or its disk fails.
/// The system tells by SIGBUS; here it ends as every other failure of the machine does, with one line and 74.
package enum LostPages {
  /// Memory for the handler, which may not allocate. Written once, before there are other threads.
  nonisolated(unsafe) private static var buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  /// Call once, before any file is mapped.
  package static func install() {
    // 64 kB of /proc/self/maps at a time.
    buffer = .allocate(byteCount: 1 << 16, alignment: 16)
    var action = sigaction()
    action.sa_flags = SA_SIGINFO | Int32(bitPattern: UInt32(SA_RESETHAND))
    action.__sigaction_handler.sa_sigaction = { _, information, _ in
      LostPages.report(UInt(bitPattern: information?.pointee._sifields._sigfault.si_addr))
      _exit(74)
    }
    sigaction(SIGBUS, &action, nil)
  }

  /// Only what signal-safety(7) allows: no allocation, no lock.
  private static func report(_ address: UInt) {
    write("stonne: error: cannot read ")
    if !writeName(of: address) { write("a mapped file") }
    write(": its pages are gone: it was truncated while it was read, or its disk fails\n")
  }

  private static func write(_ text: StaticString) {
    _ = Glibc.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Writes the name of the file that is mapped at an address, from the lines of proc(5)'s maps:
  /// `from-to rwxp offset device inode path`.
  private static func writeName(of address: UInt) -> Bool {
    let file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    var held = 0
    while true {
      let count = read(file, buffer.baseAddress?.advanced(by: held), buffer.count - held)
      guard count > 0 else { return false }
      held += count
      var start = 0
      var index = 0
      while index < held {
        if buffer[index] == newline {
          if lineCovers(address, start, index) {
            writePath(start, index)
            return true
          }
          start = index + 1
        }
        index += 1
      }
      // A line that is not whole yet goes to the front.
      held -= start
      if let base = buffer.baseAddress { memmove(base, base + start, held) }
    }
  }

  private static func lineCovers(_ address: UInt, _ start: Int, _ end: Int) -> Bool {
    var bounds: (UInt, UInt) = (0, 0)
    var value: UInt = 0
    var index = start
    while index < end {
      let byte = buffer[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt(byte &- UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt(byte &- UInt8(ascii: "a") &+ 10)
      case UInt8(ascii: "-"):
        bounds.0 = value
        value = 0
      default:
        bounds.1 = value
        return bounds.0 <= address && address < bounds.1
      }
      index += 1
    }
    return false
  }

  /// The path is what follows the line's fifth blank, and the blanks that align it.
  private static func writePath(_ start: Int, _ end: Int) {
    var blanks = 0
    var index = start
    while index < end, blanks < 5 {
      if buffer[index] == blank { blanks += 1 }
      index += 1
    }
    while index < end, buffer[index] == blank { index += 1 }
    _ = Glibc.write(STDERR_FILENO, buffer.baseAddress?.advanced(by: index), end - index)
  }

  private static let newline = UInt8(ascii: "\n")
  private static let blank = UInt8(ascii: " ")
}
