/// A file that a user named and that cannot be read.
package enum FileAccessError: InputFault, Equatable {
  case missing(path: String)
  case directory(path: String)
  /// A pipe, socket or device: it has no size and cannot be read twice.
  case notRegular(path: String)
  /// The system's own words (`strerror`), such as `Permission denied`.
  case unreadable(path: String, reason: String)

  package var what: String { "file" }

  package var place: String {
    switch self {
    case .missing(let path), .directory(let path), .notRegular(let path), .unreadable(let path, _):
      path.isEmpty ? "``" : path
    }
  }

  package var reason: String {
    switch self {
    case .missing(path: ""): "the name of a file is needed, and this one is empty"
    case .missing: "no such file"
    case .directory: "a directory where a file is needed"
    case .notRegular: "neither a file nor a link to one"
    case .unreadable(_, let reason): "cannot be read (\(reason))"
    }
  }
}
