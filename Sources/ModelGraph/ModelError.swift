import Diagnostics
import OnnxFormat

/// Why a file is no usable model.
package enum ModelError: InputFault, Equatable {
  /// Its bytes, tensors or attributes are at fault.
  case format(OnnxError)
  /// The model as a whole: versions, graph, outputs.
  case model(path: String, reason: String)
  /// A value, by name: a duplicate, a missing producer, a shadowed name.
  case value(String, path: String, reason: String, hint: String? = nil)
  /// A node, by its display name.
  case node(String, operatorType: String, path: String, reason: String, hint: String? = nil)
  /// A model-local function, by its key.
  case function(String, path: String, reason: String)

  package var what: String {
    switch self {
    case .format(let error): error.what
    case .model: "model"
    case .value(let name, _, _, _): "value `\(name)`"
    case .node(let name, let operatorType, _, _, _): "node `\(name)` (\(operatorType))"
    case .function(let key, _, _): "function `\(key)`"
    }
  }

  package var place: String {
    switch self {
    case .format(let error): error.place
    case .model(let path, _), .value(_, let path, _, _), .node(_, _, let path, _, _),
      .function(_, let path, _):
      path
    }
  }

  package var reason: String {
    switch self {
    case .format(let error): error.reason
    case .model(_, let reason), .value(_, _, let reason, _), .node(_, _, _, let reason, _),
      .function(_, _, let reason):
      reason
    }
  }

  package var hint: String? {
    switch self {
    case .value(_, _, _, let hint), .node(_, _, _, _, let hint): hint
    case .format, .model, .function: nil
    }
  }
}
