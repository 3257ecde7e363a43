/// What each component costs: the factors that a run's counts are multiplied with.
///
/// The text form is STONNE's: a line a component, `COMPONENT AREA=x STATIC=x OPERATION=x ...`; AREA counts an
/// instance, STATIC an instance and cycle, every other item an operation of that name. Absent AREA and
/// STATIC are 0. Empty lines and lines that start with `#` do not count, except that
/// `# energy unit: pJ` and `# area unit: um^2` say what the numbers are: STONNE's own table does not.
package struct EnergyTable: Hashable, Sendable {
  /// The costs of one component.
  package struct Row: Hashable, Sendable {
    package var component: String
    /// Of an instance.
    package var area: Double
    /// Energy of an instance in a cycle.
    package var staticEnergy: Double
    /// Energy of an operation, by its name in the `.counters` file.
    package var operations: [String: Double]

    package init(
      _ component: String, area: Double, staticEnergy: Double, operations: [String: Double]
    ) {
      self.component = component
      self.area = area
      self.staticEnergy = staticEnergy
      self.operations = operations
    }
  }

  /// In the order of the text.
  package let rows: [Row]
  /// The unit of energy that the text declares; `nil` where it states none.
  package let energyUnit: String?
  /// The unit of area that the text declares; `nil` where it states none.
  package let areaUnit: String?
  private let rowByComponent: [String: Int]

  /// - Precondition: no component comes twice.
  package init(_ rows: [Row], energyUnit: String? = nil, areaUnit: String? = nil) {
    self.rows = rows
    self.energyUnit = energyUnit
    self.areaUnit = areaUnit
    self.rowByComponent = Dictionary(
      uniqueKeysWithValues: rows.enumerated().map { ($1.component, $0) })
  }

  /// The costs of a component.
  package subscript(component: String) -> Row? { rowByComponent[component].map { rows[$0] } }
}
