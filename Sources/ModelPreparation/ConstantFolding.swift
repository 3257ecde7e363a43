import ModelGraph
import ReferenceOperators
import TensorFiles
import Tensors

/// Computes what does not depend on the inputs, once, before the graph runs.
///
/// A weight is often hidden: behind Cast and Mul where it is stored in 8 bits, behind Transpose or Reshape in
/// old exports, made by ConstantOfShape in the ONNX light models. After folding all of them are initializers,
/// which is what lowering and pruning look for.
package enum ConstantFolding {
  /// The graph with its constant nodes taken out and their outputs among the initializers. Initializers
  /// that nothing uses any more are dropped.
  /// - Parameters:
  ///   - source: the model's name in messages.
  ///   - standInLimit: constants of more bytes become zeros that take no memory, where only shapes matter.
  ///   - context: nodes whose outputs take more than its memory leaves beside the constants made so far stay; they
  ///     are made when they are needed.
  /// - Throws: `NodeError` for a node whose attributes or constant inputs its operator refuses.
  package static func fold(
    _ graph: Graph, source: String, table: OperatorTable = .standard, standInLimit: Int = .max,
    context: ExecutionContext = ExecutionContext()
  ) throws(NodeError) -> Graph {
    var folded = graph
    folded.nodes = []
    // An initializer that is also an input is a default that the caller has replaced or accepted.
    var constants = graph.initializers
    var made = 0
    for node in graph.nodes {
      if let outputs = try outputs(of: node, constants, table, source, standInLimit, context.holding(made)) {
        for (name, value) in zip(node.outputs, outputs) where !name.isEmpty {
          constants[name] = value
          if value.ownedAddress != nil { made += value.memoryCount }
        }
      } else {
        folded.nodes.append(node)
      }
    }
    let used = usedNames(of: folded)
    folded.initializers = constants.filter { used.contains($0.key) }
    return folded
  }

  /// The node's outputs where all of its inputs are constants.
  private static func outputs(
    of node: Node, _ constants: [String: Tensor], _ table: OperatorTable, _ source: String,
    _ standInLimit: Int, _ context: ExecutionContext
  ) throws(NodeError) -> [Tensor]? {
    guard node.isFoldable, let definition = table.definition(for: node) else { return nil }
    guard node.inputs.allSatisfy({ $0.isEmpty || constants[$0] != nil }) else { return nil }
    do {
      let values = node.inputs.map { constants[$0] }
      let evaluator = try definition.makeOperator(for: node)
      // What a sequence or optional holds is no constant of the graph.
      if evaluator is any ValueOperator { return nil }
      let facts = try evaluator.inferOutputs(of: InputFacts(values.map { $0.map(ValueFact.init(constant:)) }))
      let bytes = facts.reduce(0) { $0 + $1.byteCount }
      if bytes > standInLimit { return standIns(facts) }
      guard bytes <= context.memoryLimit else { return nil }
      var inputs = OperatorInputs(values)
      return try evaluator.evaluate(&inputs, in: context)
    } catch {
      throw NodeError(error, node: node, source: source)
    }
  }

  private static func standIns(_ facts: [ValueFact]) -> [Tensor]? {
    let tensors = facts.compactMap { fact -> Tensor? in
      guard let type = fact.dataType, let shape = fact.shape, type != .string else { return nil }
      return ZeroPages(count: fact.byteCount).flatMap { try? Tensor(type, shape, bytes: $0.bytes) }
    }
    return tensors.count == facts.count ? tensors : nil
  }

  private static func usedNames(of graph: Graph) -> Set<String> {
    var used = Set(graph.outputs.map(\.name))
    for node in graph.nodes {
      used.formUnion(node.inputs)
      used.formUnion(node.capturedNames)
    }
    return used
  }
}
