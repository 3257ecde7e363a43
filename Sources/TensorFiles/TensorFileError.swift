import Diagnostics

/// A `.npy`, `.npz` or `.gz` file that cannot be used.
package enum TensorFileError: InputFault, Equatable {
  /// The bytes are not of the format, or contradict each other.
  case malformed(format: String, reason: String, place: String)
  /// The format allows it and tensors have no place for it.
  case unsupported(what: String, reason: String, hint: String? = nil, place: String)
  /// Decompressed it is larger than what may be used.
  case memory(format: String, bytes: Int, limit: Int, place: String)

  package var what: String {
    switch self {
    case .malformed(let format, _, _), .memory(let format, _, _, _): format
    case .unsupported(let what, _, _, _): what
    }
  }

  package var place: String {
    switch self {
    case .malformed(_, _, let place), .unsupported(_, _, _, let place), .memory(_, _, _, let place): place
    }
  }

  package var reason: String {
    switch self {
    case .malformed(_, let reason, _), .unsupported(_, let reason, _, _): reason
    case .memory(_, let bytes, let limit, _):
      "decompressed it takes \(bytes) bytes of memory, and \(limit) may be used"
    }
  }

  package var hint: String? {
    switch self {
    case .unsupported(_, _, let hint, _): hint
    case .malformed: nil
    case .memory: "--max-memory says how much may be used"
    }
  }
}
