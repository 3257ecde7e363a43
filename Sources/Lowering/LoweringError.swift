import Diagnostics

/// Values that are not what a node was lowered for.
package enum LoweringError: InputFault, Equatable {
  case input(index: Int, node: String, found: String, planned: String)

  package var what: String {
    switch self {
    case .input(let index, _, _, _): "input \(index)"
    }
  }

  package var place: String {
    switch self {
    case .input(_, let node, _, _): "node `\(node)`"
    }
  }

  package var reason: String {
    switch self {
    case .input(_, _, let found, let planned): "\(found) where \(planned) was inferred"
    }
  }
}
