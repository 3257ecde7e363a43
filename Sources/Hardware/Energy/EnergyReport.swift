import Diagnostics

/// Energy and area of a run: the counts of every component, weighed with an ``EnergyTable``.
///
/// STONNE's arithmetic: static energy is cycles times STATIC for each instance, used or not; dynamic energy
/// is a count times its cost for each operation; everything is added in the order of the counters.
package struct EnergyReport: Hashable, Sendable {
  package struct Section: Hashable, Sendable {
    package var section: ComponentActivity.Section
    package var totals: EnergyTotals
  }

  /// In the order in which the activity names them.
  package private(set) var sections: [Section] = []
  package private(set) var totals = EnergyTotals()

  /// - Parameter tablePath: the table's file, for messages.
  /// - Throws: ``HardwareError/noCost(of:nearest:table:)`` where the table lacks a component or an operation.
  package init(
    _ activity: [ComponentActivity], cycles: Int, table: EnergyTable = .standard, tablePath: String? = nil
  ) throws(HardwareError) {
    for component in activity { try add(component, cycles: Double(cycles), table, tablePath ?? "energy table") }
  }

  private mutating func add(
    _ activity: ComponentActivity, cycles: Double, _ table: EnergyTable, _ place: String
  ) throws(HardwareError) {
    guard let row = table[activity.component] else {
      throw .noCost(
        of: activity.component, nearest: nearestName(to: activity.component, among: table.rows.map(\.component)),
        table: place)
    }
    if sections.last?.section != activity.section {
      sections.append(Section(section: activity.section, totals: EnergyTotals()))
    }
    let instances = Double(activity.instances)
    addToBoth(\.staticEnergy, cycles * row.staticEnergy * instances)
    addToBoth(\.area, row.area * instances)
    for operation in activity.operations {
      guard let cost = row.operations[operation.name] else {
        throw .noCost(
          of: "\(activity.component) \(operation.name)",
          nearest: nearestName(to: operation.name, among: row.operations.keys.sorted()), table: place)
      }
      addToBoth(\.dynamicEnergy, Double(operation.count) * cost)
    }
  }

  /// The totals are added up on their own, not from the sections: the last digits depend on it.
  private mutating func addToBoth(_ part: WritableKeyPath<EnergyTotals, Double>, _ value: Double) {
    totals[keyPath: part] += value
    sections[sections.count - 1].totals[keyPath: part] += value
  }
}
