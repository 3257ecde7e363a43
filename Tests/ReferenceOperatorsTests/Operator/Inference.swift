import ModelGraph
import ReferenceOperators
import Tensors

/// What the standard table's operator infers from facts.
func infer(
  _ type: String, _ facts: [ValueFact?], outputs: Int = 1, opset: Int = 22, _ attributes: [String: Attribute] = [:]
) throws -> [ValueFact] {
  let node = Node(
    type, opsetVersion: opset, inputs: facts.enumerated().map { $1 == nil ? "" : "x\($0)" },
    outputs: (0..<outputs).map { "y\($0)" }, attributes: attributes)
  guard let definition = OperatorTable.standard.definition(for: node) else {
    throw OperatorError.unsupported("\(type) \(opset)")
  }
  return try definition.makeOperator(for: node).inferOutputs(of: InputFacts(facts))
}

extension InputFacts {
  /// The same facts with extents, shapes and types forgotten, of one input after the other and of all.
  var vaguer: [InputFacts] {
    let forgetful: [(inout ValueFact) -> Void] = [
      { $0.extents = $0.extents?.map { _ in nil } }, { $0.extents = nil }, { $0.dataType = nil },
      { $0 = .unknown },
    ]
    return forgetful.flatMap { forget in
      func without(_ index: Int?) -> InputFacts {
        InputFacts(
          facts.enumerated().map { place, fact in
            guard var fact, index == nil || index == place else { return fact }
            forget(&fact)
            return fact
          })
      }
      return [without(nil)] + facts.indices.map(without)
    }
  }
}
