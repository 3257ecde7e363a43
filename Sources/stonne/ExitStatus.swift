import ArgumentParser

/// What the process's exit code says (sysexits.h where it has a word for it).
enum ExitStatus {
  /// A check that was asked for does not hold.
  static let checkFailed = ExitCode(1)
  /// EX_DATAERR: the input cannot be used.
  static let unusableInput = ExitCode(65)
  /// EX_IOERR: the machine failed.
  static let machineFailure = ExitCode(74)

  /// Ended by a signal, as shells count it: 130 for SIGINT, 143 for SIGTERM.
  static func interrupted(by signal: Int32) -> ExitCode { ExitCode(128 + signal) }
}
