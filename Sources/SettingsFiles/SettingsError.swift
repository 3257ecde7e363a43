import Diagnostics

/// A settings file that cannot be used.
package enum SettingsError: InputFault, Equatable {
  case tooLarge(path: String, limit: Int)
  /// The bytes are not text: NUL or invalid UTF-8.
  case notText(reason: String, place: SettingsPlace)
  /// The text is not TOML.
  case syntax(reason: String, place: SettingsPlace)
  case unknownKey(String, known: [String], nearest: String?, place: SettingsPlace)
  case missingKey(String, accepted: String, place: SettingsPlace)
  case wrongType(key: String, shown: String, found: String, accepted: String, place: SettingsPlace)
  case outOfRange(key: String, shown: String, accepted: String, place: SettingsPlace)
  case notAChoice(key: String, shown: String, accepted: [String], nearest: String?, place: SettingsPlace)

  package var what: String {
    switch self {
    case .tooLarge: "file"
    case .notText, .syntax: "settings file"
    case .unknownKey(let key, _, _, _): "key `\(key)`"
    case .missingKey(let key, _, _): "missing key `\(key)`"
    case .wrongType(let key, let shown, _, _, _), .outOfRange(let key, let shown, _, _),
      .notAChoice(let key, let shown, _, _, _):
      "value `\(key) = \(shown)`"
    }
  }

  package var place: String {
    switch self {
    case .tooLarge(let path, _): path
    case .notText(_, let place), .syntax(_, let place), .unknownKey(_, _, _, let place),
      .missingKey(_, _, let place), .wrongType(_, _, _, _, let place), .outOfRange(_, _, _, let place),
      .notAChoice(_, _, _, _, let place):
      place.description
    }
  }

  package var reason: String {
    switch self {
    case .notText(let reason, _), .syntax(let reason, _): reason
    case .tooLarge(_, let limit): "larger than \(limit) bytes"
    case .unknownKey(_, let known, _, _): "not known here; accepted: \(known.joined(separator: ", "))"
    case .missingKey(_, let accepted, _): "it is required: \(accepted)"
    case .wrongType(_, _, let found, let accepted, _): "it is \(found) where \(accepted) is accepted"
    case .outOfRange(_, _, let accepted, _): "accepted: \(accepted)"
    case .notAChoice(_, _, let accepted, _, _): "accepted: \(accepted.joined(separator: ", "))"
    }
  }

  package var hint: String? {
    switch self {
    case .unknownKey(_, _, let nearest?, _), .notAChoice(_, _, _, let nearest?, _): "did you mean `\(nearest)`?"
    default: nil
    }
  }
}
