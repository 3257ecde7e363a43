import Diagnostics

/// A `.npy`, `.npz` or `.gz` file that cannot be used.
package enum TensorFileError: InputFault, Equatable {
  /// The bytes are not of the format, or contradict each other.
  case malformed(format: String, reason: String, place: String)
  /// The format allows it and tensors have no place for it.
  case unsupported(what: String, reason: String, hint: String? = nil, place: String)

  package var what: String {
    switch self {
    case .malformed(let format, _, _): format
    case .unsupported(let what, _, _, _): what
    }
  }

  package var place: String {
    switch self {
    case .malformed(_, _, let place), .unsupported(_, _, _, let place): place
    }
  }

  package var reason: String {
    switch self {
    case .malformed(_, let reason, _), .unsupported(_, let reason, _, _): reason
    }
  }

  package var hint: String? {
    switch self {
    case .unsupported(_, _, let hint, _): hint
    case .malformed: nil
    }
  }
}
