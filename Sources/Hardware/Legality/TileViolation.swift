/// A rule that a tile breaks, for a layer on a machine.
package struct TileViolation: Hashable, Sendable {
  /// The tile, in the words of its operation.
  package var what: String
  /// The rule with its numbers.
  package var reason: String
  package var hint: String?

  package init(what: String, reason: String, hint: String? = nil) {
    self.what = what
    self.reason = reason
    self.hint = hint
  }

  /// The same in the flags of STONNE's command line: its hint, that is, which names settings of a file otherwise.
  package var inFlags: TileViolation {
    var violation = self
    for setting in HardwareSetting.allCases {
      violation.hint = violation.hint?.replacing("set \(setting.rawValue) to ", with: "give -\(setting.flag)=")
    }
    return violation
  }
}
