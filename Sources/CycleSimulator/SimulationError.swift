import Diagnostics
import Hardware
import Workload

/// A layer, a tile or a machine that cannot be simulated, or a fault of the machine that the simulation found.
package enum SimulationError: InputFault, Equatable {
  /// The controller does not run this operation.
  case operation(String, controller: HardwareConfiguration.Controller)
  /// The extents make no layer.
  case layer(Layer, reason: String)
  case hardware(HardwareViolation)
  case tile(TileViolation, Layer)
  /// The controller needs a tile, and none was given.
  case noTile(Layer)
  case operandCount(which: String, expected: Int, found: Int)
  /// Two adders are wired to one bus input, and both sent in the same cycle: one of the results is lost.
  case busCollision(BusInput, adders: [String])
  /// Nothing moves any more, and outputs are missing.
  case deadlock(cycle: Int, outputs: Int, of: Int)
  /// The caller wanted no more of it.
  case stopped(cycle: Int)

  package var what: String {
    switch self {
    case .operation(let operation, _): "operation \(operation)"
    case .layer(let layer, _), .noTile(let layer): "layer \(layer.operation)"
    case .hardware(let violation): "hardware `\(violation.setting.rawValue) = \(violation.value)`"
    case .tile(let violation, _): violation.what
    case .operandCount(let which, _, _): "\(which) operand"
    case .busCollision(let input, _): "input \(input.input) of bus line \(input.line)"
    case .deadlock, .stopped: "simulation"
    }
  }

  package var place: String {
    switch self {
    case .operation(_, let controller): "controller \(controller.rawValue)"
    case .layer(let layer, _), .noTile(let layer): layer.text
    case .hardware: "the accelerator"
    case .tile(_, let layer): "layer \(layer.operation)"
    case .operandCount: "the layer's operands"
    case .busCollision: "the collection bus"
    case .deadlock(let cycle, _, _), .stopped(let cycle): "cycle \(cycle)"
    }
  }

  package var reason: String {
    switch self {
    case .operation: "that controller does not run it"
    case .layer(_, let reason): reason
    case .hardware(let violation): violation.reason
    case .tile(let violation, _): violation.reason
    case .noTile: "the controller needs a tile"
    case .operandCount(_, let expected, let found): "it has \(found) elements where the layer has \(expected)"
    case .busCollision(_, let adders):
      "\(adders.joined(separator: " and ")) share its wire and sent in the same cycle, so that a result is lost"
    case .deadlock(_, let outputs, let total):
      "nothing can move any more, and only \(outputs) of \(total) outputs were written"
    case .stopped: "it was stopped"
    }
  }

  package var hint: String? {
    switch self {
    case .hardware(let violation): violation.hint
    case .tile(let violation, _): violation.hint
    case .busCollision: "another rn_bw wires the adders differently"
    case .operation, .layer, .noTile, .operandCount, .deadlock, .stopped: nil
    }
  }
}
