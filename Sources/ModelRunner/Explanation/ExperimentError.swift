import Hardware

/// Why a layer cannot be tried on a machine.
package struct ExperimentError: Error, Equatable, CustomStringConvertible {
  package let reason: String

  init(reason: String) { self.reason = reason }

  init(_ violation: HardwareViolation) {
    reason = "\(violation.setting.rawValue) = \(violation.value) cannot be built: \(violation.reason)"
  }

  package var description: String { reason }
}
