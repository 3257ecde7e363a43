import ModelGraph
import ModelPreparation
import ReferenceOperators
import Tensors

/// A network ready to run: loaded, its inputs bound, its constants folded, its operators made.
package struct PreparedNetwork: Sendable {
  /// As the file has it.
  package let model: Model
  /// With constant subexpressions folded into initializers: what is run.
  package let graph: Graph
  /// What is known of every value before the run.
  package let inference: ShapeInference
  /// Pruning ratios that were asked for, by node.
  package let askedSparsity: [Int: Double]
  package let plan: ExecutionPlan
  /// The value of every input.
  package let feeds: [String: Tensor]
  /// Of the samples, where the inputs came with labels.
  package let labels: [Int]?

  /// - Throws: the errors of the file, its operators, its inputs.
  package init(
    path: String, inputs: [InputSource] = [], bindings: [String: Int] = [:], pruning: NetworkPruning? = nil,
    context: ExecutionContext = ExecutionContext()
  ) throws {
    model = try Model.load(path: path)
    if let unsupported = UnsupportedOperators(in: model.graph, table: .standard, source: path) {
      throw unsupported
    }
    let content = try InputLoader(values: model.graph.inputs, filePrefix: "input").load(inputs)
    let binding = try InputBinding(
      model.graph.inputs, feeds: content.values, bindings: bindings, source: path)
    feeds = try Self.completed(content.values, model.graph.inputs, binding, context)
    labels = try content.others["labels"].map { try Self.labels($0, path: path) }
    let folded = try ConstantFolding.fold(
      model.graph, source: path, byteLimit: context.memoryLimit, context: context)
    let facts = feeds.mapValues { ValueFact($0.dataType, $0.shape.extents) }
    inference = try ShapeInference(of: folded, inputs: facts, source: path)
    (graph, askedSparsity) = try pruning?.apply(to: folded, inference) ?? (folded, [:])
    plan = try ExecutionPlan(graph, source: path)
  }

  /// All inputs are given or none is: a forgotten one is no random one.
  private static func completed(
    _ given: [String: Tensor], _ inputs: [ValueInfo], _ binding: InputBinding,
    _ context: ExecutionContext
  ) throws -> [String: Tensor] {
    var feeds = given
    var generator = SplitMix64(seed: context.seed)
    for input in inputs where feeds[input.name] == nil {
      guard given.isEmpty else {
        throw InputError.missing(input: input.name, given: inputs.map(\.name).filter { given[$0] != nil })
      }
      guard let type = input.dataType, let shape = binding.shapes[input.name] else {
        throw InputError.noRandomValues(input: input.name, type: input.dataType ?? .string)
      }
      try requireMemory(for: input.name, type, shape, limit: context.memoryLimit)
      guard let tensor = RandomInput.tensor(type, shape, using: &generator)
      else {
        throw InputError.noRandomValues(input: input.name, type: type)
      }
      feeds[input.name] = tensor
    }
    return feeds
  }

  /// A bound dimension can be any number, and what it makes of an input any size.
  private static func requireMemory(
    for input: String, _ type: DataType, _ shape: Shape, limit: Int
  ) throws(InputError) {
    if shape.count * type.byteWidth > limit { throw .memory(input: input, shape: shape, limit: limit) }
  }

  private static func labels(_ tensor: Tensor, path: String) throws(InputError) -> [Int] {
    let labels = tensor.withDoubles { $0.map { Int(exactly: $0) } }
    let known = labels.compactMap { $0 }
    guard known.count == tensor.count, !known.isEmpty else {
      throw .labels(path: path, found: "\(tensor.dataType.name) \(tensor.shape)")
    }
    return known
  }
}
