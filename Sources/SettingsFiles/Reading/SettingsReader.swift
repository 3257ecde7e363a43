import Diagnostics

/// Reads the keys of one table by name and type, and knows afterwards which ones nobody asked for.
///
/// A reader asks for every key that it accepts and calls ``finish()`` last: that refuses the rest, with
/// the nearest name. Absent keys come as `nil`; a key of another type is an error, never a default.
package struct SettingsReader {
  /// As the file names it: `MSNetwork`; `nil` for the outermost level.
  package let name: String?
  package let place: SettingsPlace
  private let entries: [SettingsEntry]
  private var asked: [String] = []

  package init(_ entries: [SettingsEntry], name: String?, at place: SettingsPlace) {
    self.entries = entries
    self.name = name
    self.place = place
  }

  /// The value of a key, whatever its type.
  package mutating func value(_ key: String) -> SettingsValue? {
    if !asked.contains(key) { asked.append(key) }
    return entries.first { $0.key == key }?.value
  }

  /// An integer of `range`; `described` says so in words where the bounds alone would not.
  package mutating func integer(
    _ key: String, in range: ClosedRange<Int>, described: String? = nil
  ) throws(SettingsError) -> Int? {
    guard let value = value(key) else { return nil }
    let accepted = described ?? "an integer from \(range.lowerBound) to \(range.upperBound)"
    guard case .integer(let integer) = value.content else { throw wrongType(key, value, accepted: accepted) }
    guard range.contains(integer) else {
      throw .outOfRange(key: path(to: key), shown: value.shown, accepted: accepted, place: value.place)
    }
    return integer
  }

  /// A finite number, with or without a fraction.
  package mutating func number(_ key: String) throws(SettingsError) -> Double? {
    guard let value = value(key) else { return nil }
    switch value.content {
    case .integer(let integer): return Double(integer)
    case .number(let number) where number.isFinite: return number
    default: throw wrongType(key, value, accepted: "a finite number")
    }
  }

  package mutating func boolean(_ key: String) throws(SettingsError) -> Bool? {
    guard let value = value(key) else { return nil }
    guard case .boolean(let boolean) = value.content else {
      throw wrongType(key, value, accepted: "`true` or `false`")
    }
    return boolean
  }

  package mutating func string(_ key: String) throws(SettingsError) -> String? {
    guard let value = value(key) else { return nil }
    guard case .string(let string) = value.content else { throw wrongType(key, value, accepted: "text in quotes") }
    return string
  }

  /// One of an enumeration's names.
  package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: String, of _: Choice.Type = Choice.self
  ) throws(SettingsError) -> Choice? {
    guard let value = value(key) else { return nil }
    let accepted = Choice.allCases.map(\.rawValue)
    guard case .string(let text) = value.content else {
      throw wrongType(key, value, accepted: "one of " + accepted.map { "\"\($0)\"" }.joined(separator: ", "))
    }
    guard let choice = Choice(rawValue: text) else {
      throw .notAChoice(
        key: path(to: key), shown: value.shown, accepted: accepted,
        nearest: nearestName(to: text, among: accepted), place: value.place)
    }
    return choice
  }

  /// The elements of a list; a single value that is no list counts as a list of one.
  package mutating func list(_ key: String) -> [SettingsValue]? {
    guard let value = value(key) else { return nil }
    if case .array(let elements) = value.content { return elements }
    return [value]
  }

  /// A reader of a table within this one; an empty one where it is absent.
  package mutating func table(_ key: String) throws(SettingsError) -> SettingsReader {
    guard let value = value(key) else { return SettingsReader([], name: path(to: key), at: place) }
    guard case .table(let entries) = value.content else {
      throw wrongType(key, value, accepted: "a table `[\(path(to: key))]`")
    }
    return SettingsReader(entries, name: path(to: key), at: value.place)
  }

  /// Every key of this level, in the order of the file: for tables whose keys are free names.
  package mutating func allEntries() -> [SettingsEntry] {
    asked += entries.map(\.key)
    return entries
  }

  /// The value of a required key, as `value` reads it.
  package func required<Value>(
    _ key: String, _ value: Value?, accepted: String
  ) throws(SettingsError) -> Value {
    guard let value else { throw .missingKey(path(to: key), accepted: accepted, place: place) }
    return value
  }

  /// Refuses the first key, in the order of the file, that was not asked for.
  package func finish() throws(SettingsError) {
    guard let stranger = entries.first(where: { !asked.contains($0.key) }) else { return }
    throw .unknownKey(
      path(to: stranger.key), known: asked, nearest: nearestName(to: stranger.key, among: asked),
      place: stranger.place)
  }

  /// Where a key's value stands, if the file has the key.
  package func place(of key: String) -> SettingsPlace? {
    entries.first { $0.key == key }?.value.place
  }

  private func path(to key: String) -> String {
    guard let name else { return key }
    return "\(name).\(key)"
  }

  private func wrongType(_ key: String, _ value: SettingsValue, accepted: String) -> SettingsError {
    .wrongType(
      key: path(to: key), shown: value.shown, found: value.kind, accepted: accepted, place: value.place)
  }
}
