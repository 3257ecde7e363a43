import Lowering
import ModelGraph
import ModelPreparation
import OnnxFormat
import ReferenceOperators
import Tensors

/// A network of which shapes are known and values are not asked for: its weights may be absent, or larger than memory.
///
/// Small constants keep their values, since exporters compute shapes from them; all others are zeros that take no memory.
package struct ShapedNetwork: Sendable {
  let model: Model
  /// With constant subexpressions folded.
  let graph: Graph
  let inference: ShapeInference
  /// The shapes of the inputs.
  let inputs: [ModelSummary.Value]

  /// Bytes up to which a constant may be part of a shape.
  private static let valueLimit = 1 << 16

  /// - Parameters:
  ///   - given: inputs whose shapes bind the network's dimensions.
  ///   - bindings: extents of symbolic dimensions.
  /// - Throws: the errors of the file, its operators, its shapes.
  init(path: String, inputs given: [InputSource], bindings: [String: Int], context: ExecutionContext) throws {
    model = try Model.runnable(path: path, missingData: .zeros)
    let feeds = try InputLoader(
      values: model.graph.inputs, filePrefix: "input", memoryLimit: context.memoryLimit
    ).load(given).values
    let binding = try InputBinding(model.graph.inputs, feeds: feeds, bindings: bindings, source: path)
    graph = try ConstantFolding.fold(model.graph, source: path, standInLimit: Self.valueLimit, context: context)
    var facts: [String: ValueFact] = [:]
    var inputs: [ModelSummary.Value] = []
    for input in model.graph.inputs {
      guard let shape = binding.shapes[input.name] else { continue }
      let type = feeds[input.name]?.dataType ?? input.dataType
      facts[input.name] = ValueFact(type, shape.extents)
      inputs.append(.init(name: input.name, type: type?.name ?? "", shape: shape.extents))
    }
    self.inputs = inputs
    inference = try ShapeInference(of: graph, inputs: facts, source: path)
  }

  /// The network's outputs whose shapes are known.
  var outputs: [ModelSummary.Value] {
    graph.outputs.compactMap { output in
      guard let fact = inference.facts[output.name], let shape = fact.shape else { return nil }
      return .init(name: output.name, type: fact.dataType?.name ?? "", shape: shape.extents)
    }
  }

  /// - Throws: ``TimingError`` for a node that a machine may take and whose shapes depend on values.
  func requireShapes() throws(TimingError) {
    for node in graph.nodes where NodeProblem.operators.contains(node.operatorType) {
      for input in node.inputs where !input.isEmpty && inference.facts[input]?.shape == nil {
        throw .shapeDependsOnValues(
          node: node.displayName, operatorType: node.operatorType, input: input, source: model.path)
      }
    }
  }
}
