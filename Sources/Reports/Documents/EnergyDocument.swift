import Hardware

/// Energy in the units of the energy table.
package struct EnergyDocument: Codable, Sendable, Equatable {
  package var staticEnergy: Double
  package var dynamicEnergy: Double
  package var total: Double

  enum CodingKeys: String, CodingKey {
    case staticEnergy = "static"
    case dynamicEnergy = "dynamic"
    case total
  }

  package init(staticEnergy: Double, dynamicEnergy: Double) {
    self.staticEnergy = staticEnergy
    self.dynamicEnergy = dynamicEnergy
    total = staticEnergy + dynamicEnergy
  }

  package init(_ report: EnergyReport) {
    self.init(staticEnergy: report.totals.staticEnergy, dynamicEnergy: report.totals.dynamicEnergy)
  }
}
