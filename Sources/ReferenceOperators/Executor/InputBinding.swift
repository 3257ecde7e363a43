import ModelGraph
import Tensors

/// The shapes of a graph's inputs, with the symbols in their declarations bound.
///
/// Symbols are bound from the given values, then from the given bindings; then a leading (batch) extent
/// that is still open becomes 1. What is left open is an error.
package struct InputBinding: Sendable {
  /// Extents by symbol.
  package private(set) var symbols: [String: Int] = [:]
  /// The shape of every input, by name.
  package private(set) var shapes: [String: Shape] = [:]
  private let source: String

  /// - Parameters:
  ///   - feeds: values by input name; inputs that are not among them get a shape from their declaration.
  ///   - bindings: extents by symbol.
  ///   - source: the model's name in messages.
  package init(
    _ inputs: [ValueInfo], feeds: [String: Tensor] = [:], bindings: [String: Int] = [:], source: String
  ) throws(InputBindingError) {
    self.source = source
    let names = inputs.map(\.name)
    for input in inputs where input.kind != .tensor { throw fault(.kind(name: input.name, input.kind)) }
    for name in feeds.keys.sorted() where !names.contains(name) {
      throw fault(.unknownName(name, known: names))
    }
    for input in inputs {
      if let value = feeds[input.name] { try accept(value, for: input) }
    }
    try bind(bindings, known: Self.symbols(of: inputs))
    let open = inputs.filter { feeds[$0.name] == nil }
    for case .symbol(let symbol)? in open.map({ $0.extents?.first }) where symbols[symbol] == nil {
      symbols[symbol] = 1
    }
    for input in open { shapes[input.name] = try resolve(input) }
  }

  private func fault(_ problem: InputBindingError.Problem) -> InputBindingError {
    InputBindingError(problem, source: source)
  }

  private static func symbols(of inputs: [ValueInfo]) -> [String] {
    var seen: Set<String> = []
    return inputs.flatMap { $0.extents ?? [] }.compactMap {
      guard case .symbol(let symbol) = $0, seen.insert(symbol).inserted else { return nil }
      return symbol
    }
  }

  /// Holds a value against its declaration and binds the symbols in it.
  private mutating func accept(_ value: Tensor, for input: ValueInfo) throws(InputBindingError) {
    if let expected = input.dataType, expected != value.dataType {
      throw fault(.dataType(input: input.name, found: value.dataType, expected: expected))
    }
    shapes[input.name] = value.shape
    guard let extents = input.extents else { return }
    guard extents.count == value.shape.rank else {
      throw fault(.rank(input: input.name, found: value.shape, expected: extents.count))
    }
    for (axis, extent) in extents.enumerated() {
      let found = value.shape[axis]
      switch extent {
      case .fixed(let expected):
        guard found == expected else {
          throw fault(.extent(input: input.name, axis: axis, found: found, expected: expected))
        }
      case .symbol(let symbol):
        if let bound = symbols[symbol], bound != found {
          throw fault(.symbol(symbol, input: input.name, found: found, bound: bound))
        }
        symbols[symbol] = found
      case .unknown: break
      }
    }
  }

  private mutating func bind(_ bindings: [String: Int], known: [String]) throws(InputBindingError) {
    for (symbol, value) in bindings.sorted(by: { $0.key < $1.key }) {
      guard known.contains(symbol) else { throw fault(.unknownSymbol(symbol, known: known)) }
      guard value > 0 else { throw fault(.bindingNotPositive(symbol, value)) }
      if let found = symbols[symbol], found != value {
        throw fault(.contradictedBinding(symbol, to: value, found: found))
      }
      symbols[symbol] = value
    }
  }

  /// The shape of an input that has no value.
  private func resolve(_ input: ValueInfo) throws(InputBindingError) -> Shape {
    guard let declared = input.extents, input.dataType != nil else {
      throw fault(.undeclared(input: input.name))
    }
    var extents: [Int] = []
    for (axis, extent) in declared.enumerated() {
      switch extent {
      case .fixed(let value): extents.append(value)
      case .unknown where axis == 0: extents.append(1)
      case .unknown: throw fault(.unbound(input: input.name, axis: axis, symbol: nil))
      case .symbol(let symbol):
        guard let value = symbols[symbol] else {
          throw fault(.unbound(input: input.name, axis: axis, symbol: symbol))
        }
        extents.append(value)
      }
    }
    do { return try Shape(extents) } catch {
      throw fault(.tooLarge(input: input.name, extents: extents))
    }
  }
}
