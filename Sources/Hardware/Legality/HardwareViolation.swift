/// A rule that a configuration breaks.
package struct HardwareViolation: Hashable, Sendable {
  /// The setting to change.
  package var setting: HardwareSetting
  /// Its value, as a `.cfg` file writes it.
  package var value: String
  /// The rule, and what would be accepted.
  package var reason: String
  package var hint: String?

  package init(_ setting: HardwareSetting, _ value: String, _ reason: String, hint: String? = nil) {
    self.setting = setting
    self.value = value
    self.reason = reason
    self.hint = hint
  }
}
