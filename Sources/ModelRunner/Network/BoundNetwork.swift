import ModelGraph
import ModelPreparation
import OnnxFormat
import ReferenceOperators
import Tensors

/// A network whose inputs have values and whose constants are folded: what pruning starts from, any number
/// of times.
package struct BoundNetwork: Sendable {
  /// As the file has it.
  package let model: Model
  /// With constant subexpressions folded into initializers.
  let folded: Graph
  /// What is known of every value before the run.
  let inference: ShapeInference
  /// The value of every input that is a tensor.
  let feeds: [String: Tensor]
  /// The values of the other inputs.
  let others: [String: Value]

  /// - Parameters:
  ///   - given: values by input name; with none at all, inputs are random.
  ///   - others: sequences and optionals by input name.
  ///   - bindings: extents of symbolic dimensions.
  /// - Throws: the errors of the inputs, of constants that cannot be folded and of shapes.
  package init(
    _ model: Model, given: [String: Tensor], others: [String: Value] = [:], bindings: [String: Int] = [:],
    context: ExecutionContext
  ) throws {
    self.model = model
    self.others = others
    let replaced = model.graph.overridableInputs.filter { given[$0.name] != nil }
    let inputs = model.graph.inputs.filter { others[$0.name] == nil }
    let binding = try InputBinding(inputs + replaced, feeds: given, bindings: bindings, source: model.path)
    let defaults = Set(replaced.map(\.name))
    let values = given.filter { !defaults.contains($0.key) }
    feeds = try Self.completed(values, others: others, inputs, binding, context)
    var graph = model.graph
    for name in defaults { graph.initializers[name] = given[name] }
    folded = try ConstantFolding.fold(graph, source: model.path, context: context)
    let facts = feeds.mapValues { ValueFact($0.dataType, $0.shape.extents) }
    inference = try ShapeInference(of: folded, inputs: facts, source: model.path)
  }

  /// Reads a network and its inputs.
  /// - Returns: the network, and the labels that came with its inputs.
  /// - Throws: the errors of the file, its operators, its inputs.
  static func read(
    path: String, inputs: [InputSource], bindings: [String: Int], context: ExecutionContext
  ) throws -> (network: BoundNetwork, labels: Labels?) {
    let model = try Model.runnable(path: path)
    let content = try InputLoader(
      values: model.graph.inputs, overridable: model.graph.overridableInputs, filePrefix: "input",
      memoryLimit: context.memoryLimit
    ).load(inputs)
    let network = try BoundNetwork(
      model, given: content.values, others: content.others, bindings: bindings, context: context)
    return (network, content.labels)
  }

  /// The network's first output, where its shape is known before the run.
  var scoresShape: (name: String, shape: Shape)? {
    guard let output = folded.outputs.first, let shape = inference.facts[output.name]?.shape else { return nil }
    return (output.name, shape)
  }

  /// All inputs are given or none is: a forgotten one is no random one.
  private static func completed(
    _ given: [String: Tensor], others: [String: Value], _ inputs: [ValueInfo], _ binding: InputBinding,
    _ context: ExecutionContext
  ) throws(InputError) -> [String: Tensor] {
    if given.isEmpty, others.isEmpty {
      return try RandomFeeds(inputs, binding, memoryLimit: context.memoryLimit).values(seed: context.seed)
    }
    if let input = inputs.first(where: { given[$0.name] == nil }) {
      throw .missing(input: input.name, given: inputs.map(\.name).filter { given[$0] != nil })
    }
    return given
  }
}

extension Model {
  /// The model of a file whose operators all have an implementation.
  /// - Parameter missingData: what to do where a file with weights is not there.
  /// - Throws: the errors of the file, and its unsupported operators all at once.
  static func runnable(path: String, missingData: MissingData = .refused) throws -> Model {
    var model = try Model.load(path: path, missingData: missingData)
    model.graph = try model.graph.expandingContributedFunctions(source: path)
    if let unsupported = UnsupportedOperators(in: model.graph, table: .standard, source: path) {
      throw unsupported
    }
    return model
  }
}
