import Hardware

/// Energy by component of the accelerator, in the unit of the energy table; the parts add up to the total.
package struct EnergyComponentsDocument: Codable, Sendable, Equatable {
  package var distribution: EnergyPart
  package var multipliers: EnergyPart
  package var reduction: EnergyPart
  package var buffer: EnergyPart
  package var bus: EnergyPart

  /// The energy of one component.
  package struct EnergyPart: Codable, Sendable, Equatable {
    package var staticEnergy = 0.0
    package var dynamicEnergy = 0.0

    enum CodingKeys: String, CodingKey {
      case staticEnergy = "static"
      case dynamicEnergy = "dynamic"
    }

    package var total: Double { staticEnergy + dynamicEnergy }

    static func + (a: EnergyPart, b: EnergyPart) -> EnergyPart {
      EnergyPart(
        staticEnergy: a.staticEnergy + b.staticEnergy, dynamicEnergy: a.dynamicEnergy + b.dynamicEnergy)
    }
  }

  /// Nothing spent.
  package init() {
    (distribution, multipliers, reduction) = (EnergyPart(), EnergyPart(), EnergyPart())
    (buffer, bus) = (EnergyPart(), EnergyPart())
  }

  package init(_ report: EnergyReport) {
    func part(_ section: ComponentActivity.Section) -> EnergyPart {
      report.sections.filter { $0.section == section }.reduce(EnergyPart()) { sum, next in
        sum
          + EnergyPart(staticEnergy: next.totals.staticEnergy, dynamicEnergy: next.totals.dynamicEnergy)
      }
    }
    distribution = part(.distribution)
    multipliers = part(.multipliers)
    reduction = part(.reduction)
    buffer = part(.globalBuffer)
    bus = part(.collectionBus)
  }

  package static func + (a: EnergyComponentsDocument, b: EnergyComponentsDocument) -> EnergyComponentsDocument {
    var sum = a
    sum.distribution = a.distribution + b.distribution
    sum.multipliers = a.multipliers + b.multipliers
    sum.reduction = a.reduction + b.reduction
    sum.buffer = a.buffer + b.buffer
    sum.bus = a.bus + b.bus
    return sum
  }

  /// Each component under its key, from the memory's ports to the memory's ports.
  package var parts: [(key: String, energy: EnergyPart)] {
    [
      ("distribution", distribution), ("multipliers", multipliers), ("reduction", reduction), ("buffer", buffer),
      ("bus", bus),
    ]
  }
}
