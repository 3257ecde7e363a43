import Diagnostics

/// Why a layer of a run cannot be explained.
package enum ExplanationError: InputFault, Equatable {
  case unknownLayer(String, nearest: [String], path: String)
  case ambiguousLayer(String, indices: [Int], path: String)
  case processorLayer(String, operatorType: String, reason: String?, path: String)
  case unknownMachine(String, machines: [String], path: String)
  /// The run had no machine.
  case noMachine(path: String)
  /// The file was written by a version that did not say how it was run.
  case noSettings(path: String)
  /// Run again, the layer counts something else: `count` by its key, then and now.
  case changed(layer: String, count: String, was: String, is: String, path: String)
  /// The network has no such layer any more.
  case layerIsGone(String, model: String)
  /// What the run was made of cannot be read again.
  case cannotRunAgain(what: String, place: String, reason: String)

  package var what: String {
    switch self {
    case .unknownLayer(let name, _, _), .ambiguousLayer(let name, _, _), .processorLayer(let name, _, _, _),
      .changed(let name, _, _, _, _), .layerIsGone(let name, _):
      "layer `\(name)`"
    case .unknownMachine(let name, _, _): "machine `\(name)`"
    case .noMachine, .noSettings: "run"
    case .cannotRunAgain(let what, _, _): what
    }
  }

  package var place: String {
    switch self {
    case .unknownLayer(_, _, let path), .ambiguousLayer(_, _, let path), .processorLayer(_, _, _, let path),
      .unknownMachine(_, _, let path), .noMachine(let path), .noSettings(let path), .changed(_, _, _, _, let path):
      path
    case .layerIsGone(_, let model): model
    case .cannotRunAgain(_, let place, _): place
    }
  }

  package var reason: String {
    switch self {
    case .unknownLayer: "the run has no layer of this name or index"
    case .ambiguousLayer(_, let indices, _): "\(indices.count) layers have this name"
    case .processorLayer(_, let type, let reason, _):
      "it ran on the CPU" + (reason.map { ": \($0)" } ?? ", which \(type) always does")
    case .unknownMachine: "the run has no machine of this name"
    case .noMachine: "everything ran on the reference executor, which has no cycles"
    case .noSettings: "the file does not say how it was run"
    case .changed(_, let count, let was, let now, _):
      "run again, it has \(count) = \(now) where the run has \(was): the model, the machine, the tiles or the "
        + "inputs have changed since"
    case .layerIsGone: "the network has no such layer: the model has changed since the run"
    case .cannotRunAgain(_, _, let reason): reason
    }
  }

  package var hint: String? {
    switch self {
    case .unknownLayer(_, let nearest, _):
      nearest.isEmpty ? nil : "layers are called \(nearest.map { "`\($0)`" }.joined(separator: ", "))"
    case .ambiguousLayer(_, let indices, _):
      "give its index: \(indices.prefix(10).map(String.init).joined(separator: ", "))"
    case .processorLayer: nil
    case .unknownMachine(_, let machines, _): "machines of the run: \(machines.joined(separator: ", "))"
    case .noMachine: "run the network with --hw FILE"
    case .noSettings, .changed, .layerIsGone: "run the network again"
    case .cannotRunAgain:
      "the layer is run again: start `stonne explain` in the folder that the run was started in, with all its files"
    }
  }
}
