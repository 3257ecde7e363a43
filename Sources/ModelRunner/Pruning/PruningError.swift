import Diagnostics

/// A pruning that does not fit the network.
package enum PruningError: InputFault, Equatable {
  case unknownLayer(String, path: String, known: [String])
  case nothingToPrune

  package var what: String {
    switch self {
    case .unknownLayer(let name, _, _): "layer `\(name)`"
    case .nothingToPrune: "pruning"
    }
  }

  package var place: String {
    switch self {
    case .unknownLayer(_, let path, _): path
    case .nothingToPrune: "the network"
    }
  }

  package var reason: String {
    switch self {
    case .unknownLayer(_, _, let known):
      "the network has no such layer with a weight; it has \(known.prefix(6).map { "`\($0)`" }.joined(separator: ", "))"
        + (known.count > 6 ? ", ..." : "")
    case .nothingToPrune: "there is no Conv, Gemm or MatMul with a constant floating-point weight"
    }
  }

  package var hint: String? {
    guard case .unknownLayer(let name, _, let known) = self else { return nil }
    return nearestName(to: name, among: known).map { "did you mean `\($0)`?" }
  }
}
