import ModelGraph
import Tensors

/// A graph compiled for execution: operators made once, values numbered, each value's last use known.
///
/// A plan is immutable; any number of runs may share it.
package struct ExecutionPlan: Sendable {
  /// The evaluation of one node, over slots.
  struct Step: Sendable {
    let evaluator: any Operator
    /// `nil` for an omitted optional input. Captured values follow the listed inputs.
    let inputs: [Int?]
    /// Whether the value at this position of `inputs` is used nowhere after it.
    let isLastUse: [Bool]
    /// `nil` for an output that nobody uses.
    let outputs: [Int?]
  }

  /// The graph's name for messages: the model's path.
  package let source: String
  package let nodes: [Node]
  /// Names of the values to be fed: the graph's inputs, then what the graph captures.
  package let inputNames: [String]
  package let outputNames: [String]

  let steps: [Step]
  /// The initial content of the slots: the initializers.
  let constants: [Value?]
  let inputSlots: [Int]
  let outputSlots: [Int]

  /// - Throws: ``UnsupportedOperators`` with all of them at once, else ``NodeError`` for the first node
  ///   whose attributes its operator refuses.
  package init(_ graph: Graph, source: String, table: OperatorTable = .standard) throws {
    if let unsupported = UnsupportedOperators(in: graph, table: table, source: source) { throw unsupported }
    var slots = SlotNumbering()
    self.source = source
    self.nodes = graph.nodes
    self.inputNames = graph.inputs.map(\.name) + graph.capturedNames
    self.outputNames = graph.outputs.map(\.name)
    self.inputSlots = inputNames.map { slots.slot(of: $0) }
    for name in graph.initializers.keys.sorted() { _ = slots.slot(of: name) }

    var unreleased: [(evaluator: any Operator, inputs: [Int?], outputs: [Int?])] = []
    for node in graph.nodes {
      let evaluator = try Self.evaluator(for: node, source: source, table: table)
      let inputs = (node.inputs + node.capturedNames).map { $0.isEmpty ? nil : slots.slot(of: $0) }
      unreleased.append((evaluator, inputs, node.outputs.map { $0.isEmpty ? nil : slots.slot(of: $0) }))
    }
    self.outputSlots = outputNames.map { slots.slot(of: $0) }

    var constants = [Value?](repeating: nil, count: slots.count)
    for (name, tensor) in graph.initializers { constants[slots.slot(of: name)] = .tensor(tensor) }
    self.constants = constants

    // Backwards, the first use met is the last one of the run.
    var isUsedLater = [Bool](repeating: false, count: slots.count)
    for slot in outputSlots { isUsedLater[slot] = true }
    var steps: [Step] = []
    for (evaluator, inputs, outputs) in unreleased.reversed() {
      let usedOutputs = outputs.map { slot in slot.flatMap { isUsedLater[$0] ? $0 : nil } }
      var isLastUse = [Bool](repeating: false, count: inputs.count)
      for (position, slot) in inputs.enumerated().reversed() {
        guard let slot, !isUsedLater[slot] else { continue }
        isLastUse[position] = true
        isUsedLater[slot] = true
      }
      steps.append(Step(evaluator: evaluator, inputs: inputs, isLastUse: isLastUse, outputs: usedOutputs))
    }
    self.steps = steps.reversed()
  }

  private static func evaluator(
    for node: Node, source: String, table: OperatorTable
  ) throws(NodeError) -> any Operator {
    guard let definition = table.definition(for: node) else {
      preconditionFailure("unsupported operators are collected before any is made")
    }
    do { return try definition.makeOperator(for: node) } catch {
      throw NodeError(error, node: node, source: source)
    }
  }
}

/// Numbers value names in order of first sight.
private struct SlotNumbering {
  private var slots: [String: Int] = [:]

  var count: Int { slots.count }

  mutating func slot(of name: String) -> Int {
    if let slot = slots[name] { return slot }
    slots[name] = slots.count
    return slots.count - 1
  }
}
