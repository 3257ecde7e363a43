import Hardware
import Lowering
import ModelGraph
import ReferenceOperators
import Tensors
import Workload

/// Watches a run of the plan: simulates what its machine takes, and writes down what every node cost.
struct RecordingObserver: ExecutionObserver {
  private let graph: Graph
  private let machine: MachineSetup?
  private let threads: Int
  private let observer: (any RunObserver)?
  private let isInterrupted: @Sendable () -> Bool
  private var fileNames = LayerFileName()
  /// What the node that is under way cost, or why it stays on the CPU.
  private var current: LayerReport.Device = .processor(reason: nil)
  private(set) var layers: [LayerReport] = []

  init(
    _ graph: Graph, machine: MachineSetup?, threads: Int, observer: (any RunObserver)?,
    isInterrupted: @escaping @Sendable () -> Bool
  ) {
    self.graph = graph
    self.machine = machine
    self.threads = threads
    self.observer = observer
    self.isInterrupted = isInterrupted
  }

  mutating func evaluate(_ index: Int, inputs: OperatorInputs) throws -> [Tensor]? {
    if isInterrupted() { throw RunInterrupted() }
    let node = graph.nodes[index]
    let fileName = fileNames.name(for: node.displayName)
    current = .processor(reason: nil)
    guard let machine, NodeProblem.operators.contains(node.operatorType) else {
      announce(node, index, onAccelerator: false)
      return nil
    }
    let values = node.inputs.indices.map { inputs[$0] }
    switch machine.placement(of: node, inputs: values, constants: constants(of: node)) {
    case .processor(let reason):
      current = .processor(reason: reason.description)
      announce(node, index, onAccelerator: false)
      return nil
    case .accelerator(let lowered):
      announce(node, index, onAccelerator: true)
      let tile = try machine.tile(for: lowered, inputs: values, fileName: fileName, index: index)
      let simulation = NodeSimulation(
        lowered: lowered, hardware: machine.hardware, tile: tile, options: machine.options, threads: threads,
        isInterrupted: isInterrupted)
      let (output, cost) = try simulation.run(values)
      current = .accelerator(cost)
      return [output]
    }
  }

  mutating func finished(_ index: Int, outputs: [Tensor], after duration: Duration) {
    let node = graph.nodes[index]
    let report = LayerReport(
      index: index, name: node.displayName, operatorType: node.operatorType,
      outputShapes: outputs.prefix(node.outputs.count).map(\.shape), wallSeconds: duration.seconds,
      device: current)
    layers.append(report)
    observer?.nodeDidRun(report, of: graph.nodes.count)
  }

  private func announce(_ node: Node, _ index: Int, onAccelerator: Bool) {
    observer?.nodeWillRun(
      node.displayName, index: index, of: graph.nodes.count, onAccelerator: onAccelerator)
  }

  private func constants(of node: Node) -> Set<Int> {
    Set(node.inputs.indices.filter { graph.initializers[node.inputs[$0]] != nil })
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
