import ModelGraph
import ReferenceOperators

/// Whether the bytes are a model whose shapes can be inferred.
///
/// For fuzzing from outside the package: whatever the bytes, it answers.
public func isInferableModel(_ bytes: UnsafeRawBufferPointer) -> Bool { (try? inferredModel(bytes)) != nil }

/// The model that bytes are, with constants folded as far as 16 MB hold them and every node's shape rule asked; an open
/// extent of an input is 1.
package func inferredModel(_ bytes: UnsafeRawBufferPointer) throws -> (graph: Graph, inference: ShapeInference) {
  let graph = try Model.load(Array(bytes)).graph
  let context = ExecutionContext(memoryLimit: 16 << 20)
  let folded = try ConstantFolding.fold(graph, source: "model", context: context)
  var facts: [String: ValueFact] = [:]
  for input in graph.inputs {
    let extents = input.extents?.map { extent -> Int? in if case .fixed(let value) = extent { value } else { 1 } }
    facts[input.name] = ValueFact(input.dataType, extents)
  }
  return (folded, try ShapeInference(of: folded, inputs: facts, source: "model"))
}
