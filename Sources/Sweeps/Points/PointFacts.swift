import Hardware

/// What rules compare: the values of a point's axes, the settings of its machine, its area.
struct PointFacts {
  let point: SweepPoint
  /// `nil` where no rule asks for it.
  let area: Double?

  /// - Returns: `nil` where the point has no such value.
  func value(_ name: String) -> SweepRule.Operand? {
    if let setting = setting(name) { return setting }
    guard let axis = SweepAxis(rawValue: name), let value = point.values[axis] else { return nil }
    return value.number.map { .number($0) } ?? .text(value.text)
  }

  /// The values of names, for a message: ` (dn_bw 64, area 900000)`.
  func shown(_ names: [String]) -> String {
    let values = names.map { name in
      switch value(name) {
      case .number(let number)?: "\(name) \(Int(exactly: number).map { String($0) } ?? String(number))"
      case .text(let text)?, .name(let text)?: "\(name) \(text)"
      case nil: "\(name) not given"
      }
    }
    return " (\(values.joined(separator: ", ")))"
  }

  private func setting(_ name: String) -> SweepRule.Operand? {
    let hardware = point.hardware
    if name == "area" { return area.map { .number($0) } }
    if name == "processing_elements" { return .number(Double(hardware.processingElements)) }
    return switch SweepAxis(rawValue: name) {
    case .multipliers?: .number(Double(hardware.multipliers))
    case .rows?: .number(Double(hardware.rows))
    case .columns?: .number(Double(hardware.columns))
    case .multiplierNetwork?: .text(hardware.multiplierNetwork.rawValue)
    case .reduceNetwork?: .text(hardware.reduceNetwork.rawValue)
    case .accumulationBuffer?: .number(Double(hardware.accumulationBuffer))
    case .distributionBandwidth?: .number(Double(hardware.distributionBandwidth))
    case .collectionBandwidth?: .number(Double(hardware.collectionBandwidth))
    case .controller?: .text(hardware.controller.rawValue)
    default: nil
    }
  }
}
