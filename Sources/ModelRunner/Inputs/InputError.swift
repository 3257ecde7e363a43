import Diagnostics
import Tensors

/// Values that a user gave for a network's inputs or expected outputs and that cannot be used.
package enum InputError: InputFault, Equatable {
  case unknownName(String, path: String, known: [String])
  case ambiguous(path: String, names: [String])
  case emptyDataSet(folder: String, prefix: String)
  case missing(input: String, given: [String])
  case noRandomValues(input: String, type: DataType)
  case memory(input: String, shape: Shape, limit: Int)
  case labels(path: String, found: String)
  case noExpectation(outputs: [String], path: String)

  package var what: String {
    switch self {
    case .unknownName(let name, _, _): "array `\(name)`"
    case .ambiguous: "one array"
    case .emptyDataSet: "the data set"
    case .missing(let input, _), .noRandomValues(let input, _), .memory(let input, _, _): "input `\(input)`"
    case .labels: "the array `labels`"
    case .noExpectation: "the expected outputs"
    }
  }

  package var place: String {
    switch self {
    case .unknownName(_, let path, _), .ambiguous(let path, _), .emptyDataSet(let path, _), .labels(let path, _),
      .noExpectation(_, let path):
      path
    case .missing, .noRandomValues, .memory: "the network"
    }
  }

  package var reason: String {
    switch self {
    case .unknownName(_, _, let known): "the network has no such value; it has \(Self.list(known))"
    case .ambiguous(_, let names):
      "the network has \(names.count) values (\(Self.list(names))); name one, or give an .npz"
    case .emptyDataSet(_, let prefix): "the folder has no file \(prefix)_0.pb"
    case .missing(_, let given):
      "it has no value, though \(Self.list(given)) \(given.count == 1 ? "has" : "have") one"
    case .noRandomValues(_, let type): "there are no random values of type \(type.name); give some with --input"
    case .memory(_, let shape, let limit): "its shape \(shape) takes more than the \(limit) bytes that may be used"
    case .labels(_, let found): "\(found), where integers are expected, one a sample"
    case .noExpectation(let outputs, _): "there is no array for any of the outputs, \(Self.list(outputs))"
    }
  }

  package var hint: String? {
    guard case .unknownName(let name, _, let known) = self, let near = nearestName(to: name, among: known) else {
      return nil
    }
    return "did you mean `\(near)`?"
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 8 ? shown + ", ..." : shown
  }
}
