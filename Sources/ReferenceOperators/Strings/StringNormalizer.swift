import Tensors

/// StringNormalizer-10 (ONNX Operators): the strings that are no `stopwords`, in another case.
///
/// Input: strings [C] or [1, C]. Output: the same rank, with what is left; one "" where that is nothing.
/// `case_change_action`: LOWER, UPPER or NONE (default); `is_case_sensitive` (default 0): whether stop words
/// have to agree in case. Cases are Unicode's for every `locale`.
package struct StringNormalizer: Operator {
  private enum Action: String {
    case lower = "LOWER"
    case upper = "UPPER"
    case none = "NONE"
  }

  private let action: Action
  private let isCaseSensitive: Bool
  private let stopwords: Set<String>

  package init(_ node: NodeReader) throws(OperatorError) {
    let name = try node.string("case_change_action", default: "NONE")
    guard let action = Action(rawValue: name) else {
      throw .attribute("case_change_action", found: name, expected: "LOWER, UPPER or NONE")
    }
    self.action = action
    let isCaseSensitive = try node.flag("is_case_sensitive")
    self.isCaseSensitive = isCaseSensitive
    let words = try node.strings("stopwords") ?? []
    stopwords = Set(isCaseSensitive ? words : words.map { $0.lowercased() })
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: [.string])
    guard let extents = input.extents else { return [ValueFact(.string, nil)] }
    guard extents.count == 1 || (extents.count == 2 && (extents[0] ?? 1) == 1) else {
      throw .shape("strings of shape \(BroadcastShape.text(extents)) where [C] or [1, C] is accepted")
    }
    return [ValueFact(.string, extents.dropLast() + [nil])]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    let input = try inputs.take(0)
    var kept = (input.strings ?? []).filter { !stopwords.contains(isCaseSensitive ? $0 : $0.lowercased()) }
    if kept.isEmpty { kept = [""] }
    let changed =
      switch action {
      case .lower: kept.map { $0.lowercased() }
      case .upper: kept.map { $0.uppercased() }
      case .none: kept
      }
    return [try .texts(try Shape(checked: input.shape.extents.dropLast() + [changed.count]), changed)]
  }
}
