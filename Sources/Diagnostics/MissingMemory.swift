import Glibc

/// Memory that cannot be had, though what a run asks for was counted: it ends as every other failure of the machine does,
/// with one line and 74. What is written by then is whole.
package enum MissingMemory {
  /// Ends the process.
  /// - Parameter bytes: that were asked for.
  package static func end(_ bytes: Int) -> Never {
    var line = "stonne: error: cannot allocate \(bytes) bytes of memory: the process may have no more\n"
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    _exit(74)
  }

  /// Lets the other allocations end like that as well, those of Swift's runtime, which says that one fails and aborts.
  package static func install() {
    var action = sigaction()
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    action.__sigaction_handler.sa_handler = { _ in
      // A process that aborts with a gigabyte at hand does so for another reason, and ends by the signal.
      let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
      guard mmap(nil, 1 << 30, PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED else { return }
      let line: StaticString = "stonne: error: cannot allocate memory: the process may have no more\n"
      _ = write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
      _exit(74)
    }
    sigaction(SIGABRT, &action, nil)
  }
}
