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
  package let plan: ExecutionPlan
  /// The value of every input.
  package let feeds: [String: Tensor]
  /// Of the samples, where the inputs came with labels.
  package let labels: [Int]?

  /// - Throws: the errors of the file, its operators, its inputs.
  package init(
    path: String, inputs: [InputSource] = [], bindings: [String: Int] = [:], seed: UInt64 = 1
  ) throws {
    model = try Model.load(path: path)
    if let unsupported = UnsupportedOperators(in: model.graph, table: .standard, source: path) {
      throw unsupported
    }
    let content = try InputLoader(values: model.graph.inputs, filePrefix: "input").load(inputs)
    let binding = try InputBinding(
      model.graph.inputs, feeds: content.values, bindings: bindings, source: path)
    feeds = try Self.completed(content.values, model.graph.inputs, binding, seed: seed)
    labels = try content.others["labels"].map { try Self.labels($0, path: path) }
    graph = try ConstantFolding.fold(model.graph, source: path)
    plan = try ExecutionPlan(graph, source: path)
  }

  /// All inputs are given or none is: a forgotten one is no random one.
  private static func completed(
    _ given: [String: Tensor], _ inputs: [ValueInfo], _ binding: InputBinding, seed: UInt64
  ) throws -> [String: Tensor] {
    var feeds = given
    var generator = SplitMix64(seed: seed)
    for input in inputs where feeds[input.name] == nil {
      guard given.isEmpty else {
        throw InputError.missing(input: input.name, given: inputs.map(\.name).filter { given[$0] != nil })
      }
      guard let type = input.dataType, let shape = binding.shapes[input.name],
        let tensor = RandomInput.tensor(type, shape, using: &generator)
      else { throw InputError.noRandomValues(input: input.name, type: input.dataType ?? .string) }
      feeds[input.name] = tensor
    }
    return feeds
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
