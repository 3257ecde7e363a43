import SettingsFiles

/// One value of an axis, as it stands in the file.
package struct AxisValue: Sendable {
  package enum Content: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)
  }

  package let content: Content
  let place: SettingsPlace

  init(_ content: Content, at place: SettingsPlace) {
    self.content = content
    self.place = place
  }

  /// The value as tables and names of points show it: `0.5`, `64`, `true`, a path as it was written.
  package var text: String {
    switch content {
    case .text(let text): text
    case .integer(let value): String(value)
    case .number(let value): Int(exactly: value).map { String($0) } ?? String(value)
    case .flag(let value): String(value)
    }
  }

  /// The value as a number; `nil` for text.
  package var number: Double? {
    switch content {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .text, .flag: nil
    }
  }

  var integer: Int? { if case .integer(let value) = content { value } else { nil } }
  var flag: Bool? { if case .flag(let value) = content { value } else { nil } }
}
