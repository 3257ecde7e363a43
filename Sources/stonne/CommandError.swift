import Diagnostics
import Reports
import Workload

/// A command that is well formed but cannot be carried out.
package enum CommandError: InputFault, Equatable {
  /// The extents make no layer.
  case layer(Layer, reason: String)
  /// Operands and outputs that the machine's memory does not hold.
  case memory(Layer, bytes: Int, limit: Int)

  package var what: String {
    switch self {
    case .layer(let layer, _), .memory(let layer, _, _): "layer \(layer.operation)"
    }
  }

  package var place: String { "the command line" }

  package var reason: String {
    switch self {
    case .layer(_, let reason): reason
    case .memory(_, let bytes, let limit):
      "its operands take \(NumberText.grouped(bytes)) bytes, and \(NumberText.grouped(limit)) may be used"
    }
  }
}
