import ModelGraph
import ReferenceOperators
import Tensors

/// What can be known of every value of a graph before it runs: types, shapes, and the values of constants
/// (ONNX IR specification, "Static tensor shapes").
///
/// Constants are carried through Shape, Gather, Concat and whatever else works on shape-sized tensors, since
/// exporters compute the arguments of Reshape, Expand and Slice that way.
package struct ShapeInference {
  /// By value name, inputs and initializers included.
  package private(set) var facts: [String: ValueFact]
  private let table: OperatorTable
  private let source: String

  /// Elements up to which a value that is not an initializer is computed ahead: shapes, never activations.
  private static let constantLimit = 4096

  /// - Parameters:
  ///   - inputs: facts of the graph's inputs, and of values that it captures.
  ///   - source: the model's name in messages.
  /// - Throws: `NodeError` for a node whose inputs do not fit it.
  package init(
    of graph: Graph, inputs: [String: ValueFact], source: String, table: OperatorTable = .standard
  ) throws(NodeError) {
    self.table = table
    self.source = source
    facts = graph.initializers.mapValues { ValueFact(constant: $0) }
    for (name, fact) in inputs { facts[name] = fact }
    for node in graph.nodes { try infer(node) }
  }

  /// The same with the constants of a graph that has others besides those inferred from: pruned weights have new names.
  package func knowing(constantsOf graph: Graph) -> ShapeInference {
    var result = self
    for (name, value) in graph.initializers where facts[name] == nil {
      result.facts[name] = ValueFact(constant: value)
    }
    return result
  }

  /// What is known of a node's inputs.
  package func inputs(of node: Node) -> InputFacts {
    InputFacts((node.inputs + node.capturedNames).map { $0.isEmpty ? nil : facts[$0] ?? .unknown })
  }

  private mutating func infer(_ node: Node) throws(NodeError) {
    let outputs: [ValueFact]
    do {
      outputs = try inferOutputs(of: node)
    } catch {
      throw NodeError(error, node: node, source: source)
    }
    for (name, fact) in zip(node.outputs, outputs) where !name.isEmpty { facts[name] = fact }
  }

  private func inferOutputs(of node: Node) throws(OperatorError) -> [ValueFact] {
    guard let definition = table.definition(for: node) else {
      return node.outputs.map { _ in .unknown }
    }
    let evaluator = try definition.makeOperator(for: node)
    let inputs = inputs(of: node)
    let outputs = try evaluator.inferOutputs(of: inputs)
    guard !(evaluator is any ValueOperator), Self.isComputable(node, inputs, outputs) else { return outputs }
    var values = OperatorInputs(inputs.facts.map { $0?.constant })
    return try evaluator.evaluate(&values, in: ExecutionContext()).map(ValueFact.init(constant:))
  }

  /// Whether the node's outputs are small, not yet known, and follow from constants.
  private static func isComputable(_ node: Node, _ inputs: InputFacts, _ outputs: [ValueFact]) -> Bool {
    guard node.isFoldable, !inputs.facts.isEmpty, outputs.contains(where: { $0.constant == nil }),
      inputs.facts.allSatisfy({ $0 == nil || $0?.constant != nil })
    else { return false }
    return outputs.allSatisfy { ($0.shape?.count ?? .max) <= constantLimit }
  }
}
