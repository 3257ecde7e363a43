import Tensors

extension OperatorError: CustomStringConvertible {
  /// The fault and what would be accepted, in words that fit after `in NODE: `.
  package var description: String {
    switch self {
    case .missingInput(let index): "input \(index) is missing"
    case .arity(let kind, let found, let accepted):
      "\(found) \(kind)\(found == 1 ? "" : "s") where \(Self.text(accepted)) accepted"
    case .missingAttribute(let name): "attribute `\(name)` is missing"
    case .unknownAttribute(let name, let accepted):
      accepted.isEmpty
        ? "attribute `\(name)` is unknown: this version of the operator has none"
        : "attribute `\(name)` is unknown: this version of the operator has \(accepted.joined(separator: ", "))"
    case .attribute(let name, let found, let expected):
      "attribute `\(name)` is \(found) where \(expected) is accepted"
    case .dataType(let input, let found, let accepted):
      "input \(input) is of type \(found.name) where \(Self.list(accepted.map(\.name))) is accepted"
    case .kind(let input, let found, let accepted):
      "input \(input) is of kind \(found.rawValue) where \(accepted.rawValue) is accepted"
    case .shape(let text), .value(let text): text
    case .memory(let bytes, let left, let limit):
      "its values take \(bytes) bytes, and \(left) are left of the memory limit of \(limit)"
    case .interrupted: "it was interrupted"
    case .unsupported(let text): "\(text) is not implemented"
    }
  }

  /// `float`, `float or double`, `float16, float or double`.
  private static func list(_ names: [String]) -> String {
    let beginning = names.dropLast().joined(separator: ", ")
    return [beginning, names.last ?? "none"].filter { !$0.isEmpty }.joined(separator: " or ")
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    if range.lowerBound == range.upperBound {
      return "\(range.lowerBound) \(range.lowerBound == 1 ? "is" : "are")"
    }
    return
      (range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)")
      + " are"
  }
}
