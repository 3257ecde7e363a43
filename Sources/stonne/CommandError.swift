import Diagnostics
import Hardware
import Reports
import Workload

/// A command that is well formed but cannot be carried out.
package enum CommandError: InputFault, Equatable {
  /// The extents make no layer.
  case layer(Layer, reason: String)
  /// A folder with nothing to run in it.
  case noConformanceCases(folder: String)
  /// A target for tiles of a controller that has none.
  case targetWithoutTiles(TileTarget, HardwareConfiguration.Controller)
  /// Operands and outputs that the machine's memory does not hold.
  case memory(Layer, bytes: Int, limit: Int)

  package var what: String {
    switch self {
    case .layer(let layer, _), .memory(let layer, _, _): "layer \(layer.operation)"
    case .noConformanceCases: "the suite"
    case .targetWithoutTiles(let target, _): "target \(target.rawValue)"
    }
  }

  package var place: String {
    if case .noConformanceCases(let folder) = self { folder } else { "the command line" }
  }

  package var reason: String {
    switch self {
    case .layer(_, let reason): reason
    case .noConformanceCases:
      "there is no test case below it: no folder with model.onnx, no light_X.onnx with light_X_output_0.pb"
    case .targetWithoutTiles(_, let controller):
      "\(controller.rawValue) forms its clusters from the operands and has no tiles to choose; accepted: performance"
    case .memory(_, let bytes, let limit):
      "its operands take \(NumberText.grouped(bytes)) bytes, and \(NumberText.grouped(limit)) may be used"
    }
  }
}
