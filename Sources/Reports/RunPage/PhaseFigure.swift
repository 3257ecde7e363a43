/// Where the cycles of all layers went.
struct PhaseFigure {
  private let layers: [LayerDocument]

  init(_ layers: [LayerDocument]) { self.layers = layers }

  /// The phases in order, with the words for them.
  static let titles: [(key: String, title: String)] = [
    ("configuration", "Configuration"), ("fill", "Fill"), ("steady", "Steady"), ("partial_sums", "Partial sums"),
    ("collection", "Collection"), ("drain", "Drain"),
  ]

  static func title(of key: String) -> String { titles.first { $0.key == key }?.title ?? key }

  static var legend: String {
    PageParts.legend(
      "Phases",
      titles.map { ($0.key, $0.title, StatisticsTable.standard["layers.phases.\($0.key)"]?.tooltip ?? "") })
  }

  var html: String {
    let phases = layers.compactMap(\.phases)
    guard !phases.isEmpty else { return "" }
    let sums = Self.titles.indices.map { place in phases.reduce(0.0) { $0 + Double($1.parts[place].cycles) } }
    let total = sums.reduce(0, +)
    let rows = zip(Self.titles, sums).map { phase, cycles in
      let share = NumberText.fixed(total > 0 ? cycles / total * 100 : 0, decimals: 1)
      let text = NumberText.fixed(cycles, decimals: 0)
      return BarChart.Row(
        name: phase.title,
        parts: [.init(key: phase.key, value: cycles, tooltip: "\(phase.title): \(text) cycles")],
        value: "\(text)  (\(share) %)")
    }
    let meanings = Self.titles.map { phase in
      "<li><b>\(phase.title)</b>: "
        + "\(HTMLText.escaped(StatisticsTable.standard["layers.phases.\(phase.key)"]?.tooltip ?? "")).</li>"
    }
    return PageParts.figure(
      caption: """
        Cycles by phase, over all layers. Phases are told apart at the busiest read port of the buffer; they add up \
        to the cycles.
        """,
      BarChart(title: "Cycles by phase", rows: rows).svg
        + "<details>\n<summary>What the phases are</summary>\n<ul>\(meanings.joined())</ul></details>\n")
  }
}
