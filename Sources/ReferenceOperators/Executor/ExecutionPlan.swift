import ModelGraph
import Tensors

/// A graph compiled for execution: operators made once, values numbered, each value's last use known.
///
/// A plan is immutable; any number of runs may share it.
package struct ExecutionPlan: Sendable {
  /// The evaluation of one node, or of several as one, over slots.
  struct Step: Sendable {
    /// Index into ``ExecutionPlan/nodes``: the one whose outputs these are.
    let node: Int
    var evaluator: any Operator
    /// The nodes that are evaluated as one; `nil` for a single node.
    let group: FusedGroup?
    /// `nil` for an omitted optional input. Captured values follow the listed inputs.
    let inputs: [Int?]
    /// Whether the value at this position of `inputs` is used nowhere after it.
    fileprivate(set) var isLastUse: [Bool]
    /// `nil` for an output that nobody uses.
    fileprivate(set) var outputs: [Int?]
  }

  /// The graph's name for messages: the model's path.
  package let source: String
  package let nodes: [Node]
  /// Names of the values to be fed: the graph's inputs, then what the graph captures.
  package let inputNames: [String]
  package let outputNames: [String]

  var steps: [Step]
  /// The initial content of the slots: the initializers.
  var constants: [Value?]
  let inputSlots: [Int]
  let outputSlots: [Int]

  /// - Parameter isSubgraph: whether the graphs in it are left to their own plans, which are made with its operators:
  ///   a plan of a whole model names what they lack as well.
  /// - Throws: ``UnsupportedOperators`` with all of them at once, else ``NodeError`` for the first node
  ///   whose attributes its operator refuses.
  package init(
    _ graph: Graph, isSubgraph: Bool = false, source: String, table: OperatorTable = .standard
  ) throws {
    let unsupported = UnsupportedOperators(in: graph, includesSubgraphs: !isSubgraph, table: table, source: source)
    if let unsupported { throw unsupported }
    var slots = SlotNumbering()
    self.source = source
    self.nodes = graph.nodes
    self.inputNames = graph.inputs.map(\.name) + graph.capturedNames
    self.outputNames = graph.outputs.map(\.name)
    self.inputSlots = inputNames.map { slots.slot(of: $0) }
    for name in graph.initializers.keys.sorted() { _ = slots.slot(of: name) }

    var steps: [Step] = []
    for (index, node) in graph.nodes.enumerated() {
      let evaluator = try Self.evaluator(for: node, source: source, table: table)
      let inputs = (node.inputs + node.capturedNames).map { $0.isEmpty ? nil : slots.slot(of: $0) }
      let outputs = node.outputs.map { $0.isEmpty ? nil : slots.slot(of: $0) }
      steps.append(
        Step(node: index, evaluator: evaluator, group: nil, inputs: inputs, isLastUse: [], outputs: outputs))
    }
    self.outputSlots = outputNames.map { slots.slot(of: $0) }

    var constants = [Value?](repeating: nil, count: slots.count)
    for (name, tensor) in graph.initializers { constants[slots.slot(of: name)] = .tensor(tensor) }
    self.constants = constants

    self.steps = Self.released(steps, outputSlots: outputSlots, slotCount: constants.count)
  }

  /// The steps with what is known once all of them are there: which use of a value is its last, and which output
  /// has none.
  static func released(_ steps: [Step], outputSlots: [Int], slotCount: Int) -> [Step] {
    // Backwards, the first use met is the last one of the run.
    var isUsedLater = [Bool](repeating: false, count: slotCount)
    for slot in outputSlots { isUsedLater[slot] = true }
    var released = steps
    for index in steps.indices.reversed() {
      let inputs = steps[index].inputs
      released[index].outputs = steps[index].outputs.map { slot in slot.flatMap { isUsedLater[$0] ? $0 : nil } }
      released[index].isLastUse = [Bool](repeating: false, count: inputs.count)
      for (position, slot) in inputs.enumerated().reversed() {
        guard let slot, !isUsedLater[slot] else { continue }
        released[index].isLastUse[position] = true
        isUsedLater[slot] = true
      }
    }
    return released
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
