import ModelGraph
import Tensors

/// A graph in an attribute of a control-flow node, compiled once.
struct Subgraph: Sendable {
  private let plan: ExecutionPlan
  /// The declared types of the outputs; extents may be missing.
  let outputs: [ValueInfo]
  /// Names of the graph's own inputs.
  let inputNames: [String]
  /// Where each captured value stands among the node's inputs.
  private let captures: [Int]

  init(_ attribute: String, of node: NodeReader) throws(OperatorError) {
    let graph = try node.required(attribute, node.graph(attribute))
    do { plan = try ExecutionPlan(graph, isSubgraph: true, source: node.node.displayName).fused() } catch {
      throw Self.fault(error)
    }
    outputs = graph.outputs
    inputNames = graph.inputs.map(\.name)
    // The executor hands captured values over behind the listed inputs.
    let captured = node.node.capturedNames
    captures = plan.inputNames.dropFirst(inputNames.count).compactMap { captured.firstIndex(of: $0) }
      .map { $0 + node.node.inputs.count }
  }

  /// What is declared of an output's type.
  func declared(_ output: Int) -> ValueFact {
    guard output < outputs.count else { return .unknown }
    return ValueFact(outputs[output].dataType, nil)
  }

  /// Runs the graph on its own inputs and on what it captures from `inputs` of the node.
  func run(
    _ arguments: [Value], capturing inputs: OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    guard arguments.count == inputNames.count else {
      throw .value("a subgraph of \(inputNames.count) inputs is given \(arguments.count)")
    }
    var values = arguments
    for index in captures { values.append(try inputs.requiredValue(index)) }
    var observer = NoObserver()
    do { return try plan.run(values, in: context, observer: &observer) } catch { throw Self.fault(error) }
  }

  private static func fault(_ error: any Error) -> OperatorError {
    switch error {
    case let error as UnsupportedOperators: .unsupported(error.reason)
    case is CancellationError: .interrupted
    case let error as NodeError: .value("in its subgraph: \(error)")
    default: .value("in its subgraph: \(error)")
    }
  }
}

extension Value {
  /// Bytes that it takes as one of many: with what a list and its objects need for it, so that empty ones count as
  /// well.
  var stackedBytes: Int { Self.leastBytes + (tensor?.memoryCount ?? 0) }

  /// What the smallest tensor of a sequence was measured to take: its place, shape, object and block of memory.
  static let leastBytes = 256

  /// Elements of a sequence; none of anything else.
  var elementCount: Int { if case .sequence(let values) = self { values.count } else { 0 } }

  /// The one truth value that a condition holds.
  func condition() throws(OperatorError) -> Bool {
    guard let tensor else { throw .value("a condition of kind \(kind.rawValue) where one bool is accepted") }
    return try tensor.condition()
  }
}

extension Tensor {
  /// The one truth value that a condition holds.
  func condition() throws(OperatorError) -> Bool {
    guard dataType == .bool, count == 1 else {
      throw .value("a condition of type \(dataType.name) and shape \(shape) where one bool is accepted")
    }
    return withElements(as: UInt8.self) { $0[0] != 0 }
  }

  /// Tensors of one type and shape along a new axis.
  static func stacked(_ slices: [Tensor], axis: Int, type: DataType, extents: [Int]) throws(OperatorError)
    -> Tensor
  {
    var stacked = extents
    stacked.insert(slices.count, at: axis)
    let shape = try Shape(checked: stacked)
    var copies: [StridedCopy] = []
    for (index, slice) in slices.enumerated() {
      guard slice.dataType == type, slice.shape.extents == extents else {
        throw .shape("a slice of shape \(slice.shape) among those of \(BroadcastShape.text(extents))")
      }
      var steps = shape.strides
      let start = steps.remove(at: axis) * index
      copies.append(
        StridedCopy(extents: extents, source: slice.shape.strides, target: steps, targetStart: start))
    }
    return try Tensor.moved(type, shape, from: slices, by: StridedMovement(copies: copies))
  }

  /// One position of an axis, without the axis.
  func slice(_ position: Int, axis: Int) throws(OperatorError) -> Tensor {
    var extents = shape.extents
    var steps = shape.strides
    extents.remove(at: axis)
    let start = steps.remove(at: axis) * position
    let target = try Shape(checked: extents)
    let copy = StridedCopy(extents: extents, source: steps, target: target.strides, sourceStart: start)
    return try Tensor.moved(dataType, target, from: [self], by: StridedMovement(copies: [copy]))
  }
}
