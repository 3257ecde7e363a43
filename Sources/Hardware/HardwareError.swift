import Diagnostics

/// A machine, a tile on a machine, or an energy table that cannot be used.
package enum HardwareError: InputFault, Equatable {
  /// - place: the file with line and column, or the option.
  case illegalHardware(HardwareViolation, place: String)
  /// - place: the layer, and the tile's file where it came from one.
  case illegalTile(TileViolation, place: String)
  case energyTable(what: String, reason: String, hint: String? = nil, path: String, line: Int)

  package var what: String {
    switch self {
    case .illegalHardware(let violation, _): "hardware `\(violation.setting.rawValue) = \(violation.value)`"
    case .illegalTile(let violation, _): violation.what
    case .energyTable(let what, _, _, _, _): what
    }
  }

  package var place: String {
    switch self {
    case .illegalHardware(_, let place), .illegalTile(_, let place): place
    case .energyTable(_, _, _, let path, let line): "\(path):\(line)"
    }
  }

  package var reason: String {
    switch self {
    case .illegalHardware(let violation, _): violation.reason
    case .illegalTile(let violation, _): violation.reason
    case .energyTable(_, let reason, _, _, _): reason
    }
  }

  package var hint: String? {
    switch self {
    case .illegalHardware(let violation, _): violation.hint
    case .illegalTile(let violation, _): violation.hint
    case .energyTable(_, _, let hint, _, _): hint
    }
  }
}
