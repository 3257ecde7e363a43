/// A flag of STONNE's own command line, `-name=value`: where its value goes, and which values it takes.
package struct StonneFlag: Sendable {
  package let name: String
  package let meaning: String
  /// The values that are accepted, in words.
  package let accepted: String
  /// Texts that are accepted, for a hint; empty where any number or text of a kind is.
  package let choices: [String]
  /// The value, as a user would write it.
  package let text: @Sendable (StonneSettings) -> String
  /// Takes a value into the settings; false where it is none that the flag accepts.
  package let take: @Sendable (String, inout StonneSettings) -> Bool
}

extension StonneFlag {
  /// STONNE's counts are unsigned 32-bit numbers.
  static let countLimit = Int(UInt32.max)

  /// A whole number of a range.
  static func count(
    _ name: String, _ path: WritableKeyPath<StonneSettings, Int> & Sendable, in range: ClosedRange<Int>,
    _ meaning: String
  ) -> StonneFlag {
    let end = range.upperBound == countLimit ? "" : " to \(range.upperBound)"
    return number(name, path, "a whole number from \(range.lowerBound)\(end)", meaning) { range.contains($0) }
  }

  /// An extent or another count, from 1.
  static func extent(
    _ name: String, _ path: WritableKeyPath<StonneSettings, Int> & Sendable, _ meaning: String
  ) -> StonneFlag {
    count(name, path, in: 1...countLimit, meaning)
  }

  static func powerOfTwo(
    _ name: String, _ path: WritableKeyPath<StonneSettings, Int> & Sendable, _ meaning: String
  ) -> StonneFlag {
    number(name, path, "a power of two", meaning) {
      (1...countLimit).contains($0) && $0.nonzeroBitCount == 1
    }
  }

  private static func number(
    _ name: String, _ path: WritableKeyPath<StonneSettings, Int> & Sendable, _ accepted: String,
    _ meaning: String, where isAccepted: @escaping @Sendable (Int) -> Bool
  ) -> StonneFlag {
    StonneFlag(name: name, meaning: meaning, accepted: accepted, choices: []) {
      String($0[keyPath: path])
    } take: { text, settings in
      guard let value = Int(text), isAccepted(value) else { return false }
      settings[keyPath: path] = value
      return true
    }
  }

  /// 0 or 1.
  static func onOff(
    _ name: String, _ path: WritableKeyPath<StonneSettings, Bool> & Sendable, _ meaning: String
  ) -> StonneFlag {
    choice(name, path, [("0", false), ("1", true)], meaning)
  }

  /// One of several names; of those of one value the first is shown.
  static func choice<Value: Equatable & Sendable>(
    _ name: String, _ path: WritableKeyPath<StonneSettings, Value> & Sendable, ignoringCase: Bool = false,
    _ names: [(String, Value)], _ meaning: String
  ) -> StonneFlag {
    let choices = names.map(\.0)
    return StonneFlag(
      name: name, meaning: meaning, accepted: choices.joined(separator: ", "), choices: choices
    ) { settings in
      names.first { $0.1 == settings[keyPath: path] }?.0 ?? ""
    } take: { text, settings in
      let name = ignoringCase ? text.lowercased() : text
      guard let value = names.first(where: { (ignoringCase ? $0.0.lowercased() : $0.0) == name })?.1 else {
        return false
      }
      settings[keyPath: path] = value
      return true
    }
  }

  /// Any text that a file name may hold.
  static func fileText(
    _ name: String, _ path: WritableKeyPath<StonneSettings, String> & Sendable, _ meaning: String
  ) -> StonneFlag {
    StonneFlag(name: name, meaning: meaning, accepted: "a text of up to 120 bytes without `/`", choices: []) {
      $0[keyPath: path]
    } take: { text, settings in
      guard !text.contains("/"), text.utf8.count <= 120 else { return false }
      settings[keyPath: path] = text
      return true
    }
  }
}
