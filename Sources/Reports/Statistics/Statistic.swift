/// A value that a report states: where it stands, what it counts, and what it means.
///
/// These descriptions stand once; help texts, tooltips and docs/statistics.md are made of them.
package struct Statistic: Sendable, Equatable {
  /// Where `run.json` has it, arrays left out: `layers.energy.static`; for counters the name in STONNE's files.
  package var key: String
  /// The column of `layers.csv`; `nil` where there is none.
  package var column: String?
  /// The title in the printed table; `nil` where it is not shown there.
  package var title: String?
  package var unit: Unit
  /// One sentence, without a full stop.
  package var meaning: String

  /// What a value is measured in.
  package enum Unit: String, Sendable, CaseIterable {
    case none = ""
    case cycles
    case multiplyAccumulates = "MACs"
    case products
    case elements
    case elementsPerCycle = "elements a cycle"
    case packets
    case share = "0 to 1"
    case percent = "%"
    case energy = "energy units"
    case area = "area units"
    case seconds = "s"
    case cyclesPerSecond = "cycles a second"
    case times
    case count
  }

  package init(
    _ key: String, _ unit: Unit, _ meaning: String, column: String? = nil, title: String? = nil
  ) {
    self.key = key
    self.unit = unit
    self.meaning = meaning
    self.column = column
    self.title = title
  }

  /// Meaning and unit in one line; of counts the meaning says what is counted.
  package var description: String {
    switch unit {
    case .none, .count, .times: meaning
    default: "\(meaning) (\(unit.rawValue))"
    }
  }

  /// The description without the quotes of Markdown, for tooltips.
  package var tooltip: String { description.replacing("`", with: "") }
}
