import SettingsFiles

extension SweepRule {
  /// Names that a rule may use besides the axes.
  static let facts = ["area", "processing_elements"]

  /// Parses a rule.
  /// - Throws: ``SweepError/rule(text:reason:hint:place:)``.
  init(_ text: String, at place: SettingsPlace) throws(SweepError) {
    var parser = RuleParser(text, place)
    self.text = text
    self.place = place
    comparisons = try parser.comparisons()
  }
}

/// Cuts a rule's text into comparisons.
private struct RuleParser {
  private let text: String
  private let place: SettingsPlace
  private var rest: Substring

  init(_ text: String, _ place: SettingsPlace) {
    self.text = text
    self.place = place
    rest = text[...]
  }

  mutating func comparisons() throws(SweepError) -> [SweepRule.Comparison] {
    var found = [try comparison()]
    while word() == "or" {
      rest = rest.dropFirst(2)
      found.append(try comparison())
    }
    guard rest.isEmpty else { throw fault("`\(rest)` is left over; comparisons are joined by `or`") }
    return found
  }

  private mutating func comparison() throws(SweepError) -> SweepRule.Comparison {
    let left = try operand()
    skipSpaces()
    guard let relation = SweepRule.Relation.allCases.first(where: { rest.hasPrefix($0.rawValue) }) else {
      throw fault("a comparison has one of ==, !=, <=, >=, <, > after `\(text.prefix(upTo: rest.startIndex))`")
    }
    rest = rest.dropFirst(relation.rawValue.count)
    return SweepRule.Comparison(left: left, relation: relation, right: try operand())
  }

  private mutating func operand() throws(SweepError) -> SweepRule.Operand {
    skipSpaces()
    if let quote = rest.first, quote == "\"" || quote == "'" {
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: quote) else { throw fault("a quote is not closed") }
      defer { rest = rest[rest.index(after: end)...] }
      return .text(String(rest[..<end]))
    }
    let token = word()
    guard !token.isEmpty else { throw fault("a name, a number or a text in quotes is missing") }
    rest = rest.dropFirst(token.count)
    if let number = Double(token), number.isFinite { return .number(number) }
    if token == "true" || token == "false" { return .text(String(token)) }
    let names = SweepAxis.allCases.map(\.rawValue) + SweepRule.facts
    guard names.contains(String(token)) else { throw .unknownName(String(token), known: names, place: place) }
    return .name(String(token))
  }

  /// The name or number that comes next.
  private mutating func word() -> Substring {
    skipSpaces()
    return rest.prefix { $0.isLetter || $0.isNumber || "_.+-".contains($0) }
  }

  private mutating func skipSpaces() { rest = rest.drop { $0.isWhitespace } }

  private func fault(_ reason: String) -> SweepError { .rule(text: text, reason: reason, place: place) }
}
