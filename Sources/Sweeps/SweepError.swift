import Diagnostics
import SettingsFiles

/// A sweep that cannot be made, or not continued.
package enum SweepError: InputFault, Equatable {
  /// A file that the sweep names is not there.
  case noFile(key: String, path: String, nearest: String?, place: SettingsPlace)
  /// A key that sets what another key of the same table sets.
  case setTwice(key: String, other: String, place: SettingsPlace)
  /// A rule's text.
  case rule(text: String, reason: String, place: SettingsPlace)
  /// A name in a rule.
  case unknownName(String, known: [String], place: SettingsPlace)
  /// Neither axes nor points.
  case nothing(place: SettingsPlace)
  /// More points than one sweep may have.
  case tooManyPoints(limit: Int, place: SettingsPlace)
  /// All points are dropped; `reason` is the one that most of them have.
  case noLegalPoint(count: Int, reason: String, place: SettingsPlace)
  /// No point ran to its end.
  case allFailed(count: Int, reason: String, file: String)
  /// A point that the sweep does not have.
  case noPoint(number: Int, count: Int, file: String)
  /// A file that is not a sweep's database.
  case notADatabase(path: String, reason: String)
  /// What Slurm's commands say.
  case slurm(command: String, reason: String, hint: String?)

  package var what: String {
    switch self {
    case .noFile(let key, let path, _, _): "value `\(key) = \"\(path)\"`"
    case .setTwice(let key, _, _): "key `\(key)`"
    case .rule(let text, _, _): "rule `\(text)`"
    case .unknownName(let name, _, _): "name `\(name)`"
    case .nothing: "sweep"
    case .tooManyPoints, .noLegalPoint: "key `axes`"
    case .allFailed(let count, _, _): "each of the \(count) points"
    case .noPoint(let number, _, _): "point \(number)"
    case .notADatabase: "database"
    case .slurm(let command, _, _): "command `\(command)`"
    }
  }

  package var place: String {
    switch self {
    case .noFile(_, _, _, let place), .setTwice(_, _, let place), .rule(_, _, let place),
      .unknownName(_, _, let place), .nothing(let place), .tooManyPoints(_, let place),
      .noLegalPoint(_, _, let place):
      place.description
    case .allFailed(_, _, let file), .noPoint(_, _, let file), .notADatabase(let file, _): file
    case .slurm: "Slurm"
    }
  }

  package var reason: String {
    switch self {
    case .noFile: "no such file"
    case .setTwice(_, let other, _): "`\(other)` sets it as well"
    case .rule(_, let reason, _): reason
    case .unknownName(_, let known, _): "a rule compares \(known.joined(separator: ", "))"
    case .nothing: "it has neither `[axes]` nor `[[points]]`"
    case .tooManyPoints(let limit, _): "the product has more than \(limit) points"
    case .noLegalPoint(let count, let reason, _): "no legal point is left of \(count): \(reason)"
    case .allFailed(_, let reason, _): "it failed, the first with: \(reason)"
    case .noPoint(_, let count, _): "the sweep has points 1 to \(count)"
    case .notADatabase(_, let reason): "it is no database of a sweep (\(reason))"
    case .slurm(_, let reason, _): reason
    }
  }

  package var hint: String? {
    switch self {
    case .noFile(_, _, let nearest?, _): "did you mean `\(nearest)`?"
    case .unknownName(let name, let known, _):
      nearestName(to: name, among: known).map { "did you mean `\($0)`?" }
    case .setTwice: "leave one of them out"
    case .nothing: "[axes] with lists such as model = [\"m.onnx\"], hardware = [\"a.cfg\", \"b.cfg\"]"
    case .tooManyPoints: "take values out of the axes, or list [[points]]"
    case .noLegalPoint: "stonne sweep SPEC --dry-run lists every point that is dropped, and why"
    case .notADatabase: "name another folder, or delete the file"
    case .slurm(_, _, let hint): hint
    default: nil
    }
  }
}
