import ModelGraph
import ReferenceOperators
import TensorFiles
import Tensors

/// One folding of a graph and its subgraphs (``ConstantFolding``).
struct ConstantFolder {
  let source: String
  let table: OperatorTable
  let standInLimit: Int
  let context: ExecutionContext
  /// Bytes of the constants made so far.
  private var made = 0

  init(source: String, table: OperatorTable, standInLimit: Int, context: ExecutionContext) {
    self.source = source
    self.table = table
    self.standInLimit = standInLimit
    self.context = context
  }

  /// - Parameter enclosing: constants of the graphs around it; `nil` for the model's own graph.
  /// - Throws: `NodeError`, for a node of the model's own graph.
  mutating func fold(_ graph: Graph, enclosing: [String: Tensor]? = nil) throws(NodeError) -> Graph {
    var folded = graph
    folded.nodes = []
    // An initializer that is also an input is a default that the caller has replaced or accepted.
    var constants = graph.initializers
    if let enclosing { for name in graph.capturedNames { constants[name] = enclosing[name] } }
    for node in graph.nodes {
      if let outputs = try outputs(of: node, constants, isCertainToRun: enclosing == nil) {
        for (name, value) in zip(node.outputs, outputs) where !name.isEmpty {
          constants[name] = value
          if value.ownedAddress != nil { made += value.memoryCount }
        }
      } else {
        folded.nodes.append(try withFoldedSubgraphs(node, constants))
      }
    }
    let used = Self.usedNames(of: folded)
    folded.initializers = constants.filter { used.contains($0.key) }
    return folded
  }

  private mutating func withFoldedSubgraphs(_ node: Node, _ constants: [String: Tensor]) throws(NodeError) -> Node
  {
    var folded = node
    for (name, attribute) in node.attributes {
      switch attribute {
      case .graph(let graph): folded.attributes[name] = .graph(try fold(graph, enclosing: constants))
      case .graphs(let graphs):
        var all: [Graph] = []
        for graph in graphs { all.append(try fold(graph, enclosing: constants)) }
        folded.attributes[name] = .graphs(all)
      default: continue
      }
    }
    return folded
  }

  /// The node's outputs where all of its inputs are constants.
  private func outputs(
    of node: Node, _ constants: [String: Tensor], isCertainToRun: Bool
  ) throws(NodeError) -> [Tensor]? {
    guard node.isFoldable, let definition = table.definition(for: node) else { return nil }
    guard node.inputs.allSatisfy({ $0.isEmpty || constants[$0] != nil }) else { return nil }
    let context = context.holding(made)
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
      guard isCertainToRun else { return nil }
      throw NodeError(error, node: node, source: source)
    }
  }

  private func standIns(_ facts: [ValueFact]) -> [Tensor]? {
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
