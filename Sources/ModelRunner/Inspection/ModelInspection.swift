import CycleSimulator
import Hardware
import Lowering
import ModelGraph
import ModelPreparation
import ReferenceOperators
import Tensors

/// What a network consists of, before it runs: nodes, shapes, types, multiply-accumulates, and where each
/// node would run.
package struct ModelInspection: Sendable {
  /// What is known of a node before the run.
  package struct NodeReport: Sendable {
    package var index: Int
    package var name: String
    package var operatorType: String
    package var outputs: [ValueFact]
    /// Of Conv, Gemm and MatMul nodes whose shapes are known.
    package var macs: Int?
    package var placement: Placement
  }

  package let model: Model
  /// With constant subexpressions folded.
  package let graph: Graph
  package let inputs: [(name: String, type: DataType?, shape: Shape)]
  package let nodes: [NodeReport]
  /// Of all nodes.
  package let macs: Int

  /// - Parameters:
  ///   - bindings: extents of symbolic dimensions; a leading one that is not bound becomes 1.
  ///   - hardware: the machine that nodes are placed on.
  /// - Throws: the errors of the file, its operators, its shapes; `SimulationError` for more multiply-accumulates than
  ///   63 bits hold.
  package init(path: String, bindings: [String: Int] = [:], on hardware: HardwareConfiguration) throws {
    model = try Model.runnable(path: path)
    let binding = try InputBinding(model.graph.inputs, bindings: bindings, source: path)
    inputs = model.graph.inputs.map { ($0.name, $0.dataType, binding.shapes[$0.name] ?? .scalar) }
    let graph = try ConstantFolding.fold(model.graph, source: path)
    let facts = Dictionary(
      inputs.map { ($0.name, ValueFact($0.type, $0.shape.extents)) }, uniquingKeysWith: { first, _ in first })
    let inference = try ShapeInference(of: graph, inputs: facts, source: path)
    nodes = graph.nodes.enumerated().map { index, node in
      Self.report(index, node, inference, constants: graph.constantInputs(of: node), hardware)
    }
    self.graph = graph
    macs = try Self.macs(of: nodes)
  }

  /// Elements of all initializers: the network's parameters, and its other constants.
  package var parameterCount: Int { graph.initializers.values.reduce(0) { $0 + $1.count } }

  private static func macs(of nodes: [NodeReport]) throws(SimulationError) -> Int {
    var (counts, sum) = (CheckedCounts(), 0)
    for node in nodes {
      guard case .accelerator(let lowered) = node.placement else { continue }
      counts.add(lowered.macs, to: &sum)
      guard counts.fit else { throw .layer(lowered.layer, reason: CheckedCounts.sumFault) }
    }
    return sum
  }

  private static func report(
    _ index: Int, _ node: Node, _ inference: ShapeInference, constants: Set<Int>,
    _ hardware: HardwareConfiguration
  ) -> NodeReport {
    let placement = Placement(of: node, inputs: inference.inputs(of: node), constants: constants, on: hardware)
    var macs: Int?
    if case .accelerator(let lowered) = placement { macs = lowered.macs }
    return NodeReport(
      index: index, name: node.displayName, operatorType: node.operatorType,
      outputs: node.outputs.filter { !$0.isEmpty }.map { inference.facts[$0] ?? .unknown }, macs: macs,
      placement: placement)
  }
}
