/// Every statistic that reports state, group by group.
package struct StatisticsTable: Sendable {
  /// Statistics that stand together.
  package struct Group: Sendable {
    package var title: String
    /// Which file or object has them.
    package var place: String
    package var statistics: [Statistic]
  }

  package let groups: [Group]
  private let byKey: [String: Statistic]

  /// All that `stonne` writes.
  package static let standard = StatisticsTable([
    .layer, .phases, .layerEnergy, .totals, .run, .settings, .model, .hardware, .verdicts, .comparison,
    .energyCounters,
    .distributionCounters, .multiplierCounters, .reductionCounters, .memoryCounters, .busCounters,
    .printedConfiguration,
  ])

  package init(_ groups: [Group]) {
    self.groups = groups
    byKey = Dictionary(
      groups.flatMap(\.statistics).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The statistic under that key, `layers.cycles`; `nil` where there is none.
  package subscript(key: String) -> Statistic? { byKey[key] }

  /// The columns of the printed table of a run, in its order.
  package static var printedColumns: [Statistic] {
    standard.groups.flatMap(\.statistics).filter { $0.title != nil }
  }
}
