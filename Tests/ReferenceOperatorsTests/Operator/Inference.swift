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
