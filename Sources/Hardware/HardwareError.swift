import Diagnostics

/// A machine, a tile on a machine, or an energy table that cannot be used.
package enum HardwareError: InputFault, Equatable {
  /// - place: the file with line and column, or the option.
  case illegalHardware(HardwareViolation, place: String)
  /// - place: the layer, and the tile's file where it came from one.
  case illegalTile(TileViolation, place: String)
  /// A line of an energy table or a counters file.
  case componentText(what: String, reason: String, hint: String? = nil, path: String, line: Int)
  /// The energy table lacks a component, or an operation of one.
  case noCost(of: String, nearest: String?, table: String = "energy table")

  package var what: String {
    switch self {
    case .illegalHardware(let violation, _): "hardware `\(violation.setting.rawValue) = \(violation.value)`"
    case .illegalTile(let violation, _): violation.what
    case .componentText(let what, _, _, _, _): what
    case .noCost(let component, _, _): "cost of \(component)"
    }
  }

  package var place: String {
    switch self {
    case .illegalHardware(_, let place), .illegalTile(_, let place): place
    case .componentText(_, _, _, let path, let line): "\(path):\(line)"
    case .noCost(_, _, let table): table
    }
  }

  package var reason: String {
    switch self {
    case .illegalHardware(let violation, _): violation.reason
    case .illegalTile(let violation, _): violation.reason
    case .componentText(_, let reason, _, _, _): reason
    case .noCost: "the table does not say what it costs"
    }
  }

  package var hint: String? {
    switch self {
    case .illegalHardware(let violation, _): violation.hint
    case .illegalTile(let violation, _): violation.hint
    case .componentText(_, _, let hint, _, _): hint
    case .noCost(_, let nearest, _): nearest.map { "the table has `\($0)`" }
    }
  }
}
