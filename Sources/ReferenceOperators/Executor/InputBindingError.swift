import Diagnostics
import Tensors

/// Values or bindings that a graph's inputs do not accept.
package struct InputBindingError: InputFault, Equatable {
  package enum Problem: Sendable, Equatable {
    case missing(name: String)
    case unknownName(String, known: [String])
    case dataType(input: String, found: DataType, expected: DataType)
    case rank(input: String, found: Shape, expected: Int)
    case extent(input: String, axis: Int, found: Int, expected: Int)
    /// A symbol that two values give different extents.
    case symbol(String, input: String, found: Int, bound: Int)
    case unknownSymbol(String, known: [String])
    /// A binding that a given value contradicts.
    case contradictedBinding(String, to: Int, found: Int)
    case bindingNotPositive(String, Int)
    case unbound(input: String, axis: Int, symbol: String?)
    /// An input without value whose rank or element type the graph does not declare.
    case undeclared(input: String)
    case tooLarge(input: String, extents: [Int])
    /// A sequence or an optional, where a run on tensors can take or give none.
    case kind(name: String, Value.Kind)
    /// The values given take more than a run may use.
    case memory(bytes: Int, limit: Int)
  }

  package let problem: Problem
  /// The model's path.
  package let place: String

  package init(_ problem: Problem, source: String) {
    self.problem = problem
    self.place = source
  }

  package var what: String {
    switch problem {
    case .kind(let name, _): "value `\(name)`"
    case .memory: "inputs"
    case .missing(let name), .unknownName(let name, _), .dataType(let name, _, _), .rank(let name, _, _),
      .undeclared(let name), .tooLarge(let name, _), .unbound(let name, _, nil):
      "input `\(name)`"
    case .extent(let input, let axis, _, _): "extent \(axis) of input `\(input)`"
    case .symbol(let symbol, let input, _, _), .unbound(let input, _, let symbol?):
      "dimension `\(symbol)` of input `\(input)`"
    case .unknownSymbol(let symbol, _), .bindingNotPositive(let symbol, _), .contradictedBinding(let symbol, _, _):
      "dimension `\(symbol)`"
    }
  }

  package var reason: String {
    switch problem {
    case .missing: "it has no value"
    case .unknownName(_, let known): "the model has no such input; it has \(known.joined(separator: ", "))"
    case .dataType(_, let found, let expected): "the value has type \(found.name), not \(expected.name)"
    case .rank(_, let found, let expected): "the value has shape \(found), not one of rank \(expected)"
    case .extent(_, _, let found, let expected): "the value has \(found), not \(expected)"
    case .symbol(_, _, let found, let bound): "the value has \(found) where another one has \(bound)"
    case .unknownSymbol(_, let known):
      known.isEmpty
        ? "no dimension of the model's inputs has a name"
        : "the model's inputs have no such dimension; they have \(known.joined(separator: ", "))"
    case .contradictedBinding(_, let value, let found): "bound to \(value), but the given inputs have \(found)"
    case .bindingNotPositive(_, let value): "bound to \(value), but an extent is 1 or more"
    case .unbound(_, _, let symbol?): "its extent is unknown: bind it (--bind \(symbol)=N) or give the input"
    case .unbound(_, let axis, nil): "extent \(axis) is unknown and has no name: give the input"
    case .undeclared: "the model declares no type and shape for it: give the input"
    case .memory(let bytes, let limit): "they take \(bytes) bytes, more than the memory limit of \(limit)"
    case .kind(_, let kind):
      "it is of kind \(kind.rawValue): `run` alone takes one, from input_K.pb of an ONNX data set"
    case .tooLarge(_, let extents): "shape \(extents) has too many elements"
    }
  }

  package var hint: String? {
    switch problem {
    case .unknownName(let name, let known), .unknownSymbol(let name, let known):
      nearestName(to: name, among: known).map { "did you mean `\($0)`?" }
    default: nil
    }
  }
}
