import Diagnostics

/// A pruning ratio or method that cannot be used.
package enum SparsityError: InputFault, Equatable {
  case ratio(String)
  case unknownMethod(String)
  case methodParameters(method: String, found: String, expected: String)

  package var what: String {
    switch self {
    case .ratio(let text): "sparsity ratio \(text)"
    case .unknownMethod(let name): "pruning method `\(name)`"
    case .methodParameters(_, let found, _): "pruning method `\(found)`"
    }
  }

  package var place: String { "pruning options" }

  package var reason: String {
    switch self {
    case .ratio: "a ratio is a number from 0 (keep all) to 1 (clear all)"
    case .unknownMethod: "accepted are \(PruningMethods.forms.joined(separator: ", "))"
    case .methodParameters(let method, _, let expected): "\(method) \(expected)"
    }
  }

  package var hint: String? {
    guard case .unknownMethod(let name) = self else { return nil }
    return PruningMethods.nearest(to: name).map { "did you mean `\($0)`?" }
  }
}
