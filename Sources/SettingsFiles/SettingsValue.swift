/// A value of a settings file, with the place where it stands.
package struct SettingsValue: Sendable {
  package enum Content: Sendable {
    case string(String)
    case integer(Int)
    /// With a fraction or an exponent.
    case number(Double)
    case boolean(Bool)
    case array([SettingsValue])
    case table([SettingsEntry])
    /// A date or a time, which no setting is.
    case date
  }

  package var content: Content
  package var place: SettingsPlace

  package init(_ content: Content, at place: SettingsPlace) {
    self.content = content
    self.place = place
  }

  /// The value as a message shows it: text in quotes, containers by their kind.
  package var shown: String {
    switch content {
    case .string(let text): "\"\(text)\""
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .boolean(let value): "\(value)"
    case .array: "a list"
    case .table: "a table"
    case .date: "a date"
    }
  }

  /// The kind as a message names it: `text`, `an integer`.
  package var kind: String {
    switch content {
    case .string: "text"
    case .integer: "an integer"
    case .number: "a number with a fraction"
    case .boolean: "true or false"
    case .array: "a list"
    case .table: "a table"
    case .date: "a date"
    }
  }
}

/// A key and its value.
package struct SettingsEntry: Sendable {
  package var key: String
  package var value: SettingsValue
  package var place: SettingsPlace

  package init(key: String, value: SettingsValue, at place: SettingsPlace) {
    self.key = key
    self.value = value
    self.place = place
  }
}
