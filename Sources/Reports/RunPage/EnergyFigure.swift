/// Energy by component, over all layers.
struct EnergyFigure {
  private let run: RunDocument
  private let layers: [LayerDocument]

  init(_ run: RunDocument, _ layers: [LayerDocument]) {
    self.run = run
    self.layers = layers
  }

  /// The components in order, with the words for them.
  static let titles: [(key: String, title: String)] = [
    ("distribution", "Distribution"), ("multipliers", "Multipliers"), ("reduction", "Reduction"),
    ("buffer", "Global buffer"), ("bus", "Collection bus"),
  ]

  static var legend: String {
    PageParts.legend(
      "Components",
      titles.map {
        ($0.key, $0.title, StatisticsTable.standard["layers.energy_components.\($0.key)"]?.tooltip ?? "")
      })
  }

  var html: String {
    let components = layers.compactMap(\.energyComponents)
    guard !components.isEmpty else { return "" }
    let sum = components.reduce(EnergyComponentsDocument(), +)
    let total = sum.parts.reduce(0) { $0 + $1.energy.total }
    let rows = zip(Self.titles, sum.parts).map { component, part in
      let share = NumberText.fixed(total > 0 ? part.energy.total / total * 100 : 0, decimals: 1)
      func text(_ energy: Double) -> String { NumberText.fixed(energy, decimals: 0) }
      return BarChart.Row(
        name: component.title,
        parts: [
          .init(
            key: component.key, value: part.energy.dynamicEnergy,
            tooltip: "\(component.title), dynamic: \(text(part.energy.dynamicEnergy))"),
          .init(
            key: "\(component.key) pale", value: part.energy.staticEnergy,
            tooltip: "\(component.title), static: \(text(part.energy.staticEnergy))"),
        ],
        value: "\(text(part.energy.total))  (\(share) %)")
    }
    return PageParts.figure(
      caption: """
        Energy by component, over all layers, in \(HTMLText.escaped(run.energyUnit)): dynamic (full colour) and static \
        (pale).
        """, BarChart(title: "Energy by component", rows: rows).svg)
  }
}
