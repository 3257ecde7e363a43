import Diagnostics

/// Why a file is no report of a run that can be read again.
package enum RunFileError: InputFault, Equatable {
  /// A folder without a `run.json`.
  case noRun(folder: String)
  case malformed(path: String, reason: String)
  /// A version of the file's form that is not known.
  case schema(Int, path: String)

  package var what: String { "run" }

  package var place: String {
    switch self {
    case .noRun(let folder): folder
    case .malformed(let path, _), .schema(_, let path): path
    }
  }

  package var reason: String {
    switch self {
    case .noRun: "the folder has no run.json"
    case .malformed(_, let reason): "it is no run.json of stonne: \(reason)"
    case .schema(let version, _): "its schema is \(version), and 1 is read"
    }
  }

  package var hint: String? {
    if case .noRun = self { "`stonne run MODEL --hw FILE --out DIR` writes one" } else { nil }
  }
}
