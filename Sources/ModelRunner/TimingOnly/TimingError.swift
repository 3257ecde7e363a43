import Diagnostics
import ModelGraph

/// A node that cannot be priced without its values.
package enum TimingError: InputFault, Equatable {
  /// The shapes of a node's inputs follow from values.
  case shapeDependsOnValues(node: String, operatorType: String, input: String, source: String)

  package var what: String {
    switch self {
    case .shapeDependsOnValues(_, let operatorType, _, _): "operator `\(operatorType)`"
    }
  }

  package var place: String {
    switch self {
    case .shapeDependsOnValues(let node, _, _, let source): "\(source), node `\(node)`"
    }
  }

  package var reason: String {
    switch self {
    case .shapeDependsOnValues(_, _, let input, _):
      "the shape of its input `\(input)` depends on values, which --timing-only does not compute"
    }
  }

  package var hint: String? { "run without --timing-only, or export the model with fixed shapes" }
}
