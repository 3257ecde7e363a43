/// A failure of the machine rather than of the input: disk full, read error midway, no permission
/// to write. The executable exits with 74 (EX_IOERR).
package struct MachineFault: Error, Equatable, CustomStringConvertible {
  package let operation: String
  package let path: String
  package let reason: String

  /// - Parameters:
  ///   - operation: what was tried, as a verb phrase: `cannot write`.
  ///   - reason: the system's own words (`strerror`).
  package init(_ operation: String, path: String, reason: String) {
    self.operation = operation
    self.path = path
    self.reason = reason
  }

  package var description: String { "\(operation) \(path): \(reason)" }
}
