import Diagnostics

/// A file of a run that cannot be reported on.
package enum ReportError: InputFault, Equatable {
  /// The file is not what `stonne run --out` writes.
  case notARun(path: String, reason: String)

  package var what: String { "run" }

  package var place: String {
    switch self {
    case .notARun(let path, _): path
    }
  }

  package var reason: String {
    switch self {
    case .notARun(_, let reason): reason
    }
  }

  package var hint: String? { "run.json is what `stonne run --out DIR` writes" }
}
