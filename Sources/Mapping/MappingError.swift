import Diagnostics
import Hardware
import Workload

/// A layer for which no tile can be chosen.
package enum MappingError: InputFault, Equatable {
  /// An extent below 1, or products that no array can count.
  case extents(operation: String)
  /// STONNE's generator does not know the operation.
  case generatorLacksOperation(TileGenerator, operation: String, accepted: [TileGenerator])
  /// A convolution whose filter plane has more elements than the array has multipliers.
  case filterExceedsArray(r: Int, s: Int, multipliers: Int)
  /// No tile is legal; the reason is that of the smallest one.
  case noLegalTile(operation: String, TileViolation)

  package var what: String {
    switch self {
    case .extents(let operation), .noLegalTile(let operation, _): "tile for a \(operation)"
    case .generatorLacksOperation(let generator, let operation, _):
      "generator \(generator.rawValue) for a \(operation)"
    case .filterExceedsArray: "tile for a CONV"
    }
  }

  package var place: String { "mapper" }

  package var reason: String {
    switch self {
    case .extents: "every extent has to be 1 or more, its tensors below 2^48 elements, its work below 2^62"
    case .generatorLacksOperation(_, _, let accepted):
      "accepted for it: \(accepted.map(\.rawValue).joined(separator: ", "))"
    case .filterExceedsArray(let r, let s, let multipliers):
      "its filter plane of \(r) x \(s) elements exceeds the \(multipliers) multipliers"
    case .noLegalTile(_, let violation): "not even \(violation.what) is legal: \(violation.reason)"
    }
  }

  package var hint: String? {
    switch self {
    case .filterExceedsArray: "lower it to a matrix product (im2col)"
    case .noLegalTile(_, let violation): violation.hint
    case .extents, .generatorLacksOperation: nil
    }
  }
}
