import ModelGraph
import ReferenceOperators

/// Whether the bytes are a model whose shapes can be inferred: loaded, inputs bound (an open extent is 1),
/// constants folded as far as 16 MB hold them, every node's shape rule asked.
///
/// For fuzzing from outside the package: whatever the bytes, it answers.
public func isInferableModel(_ bytes: UnsafeRawBufferPointer) -> Bool {
  do {
    let graph = try Model.load(Array(bytes)).graph
    let context = ExecutionContext(memoryLimit: 16 << 20)
    let folded = try ConstantFolding.fold(graph, source: "model", context: context)
    var facts: [String: ValueFact] = [:]
    for input in graph.inputs {
      let extents = input.extents?.map { extent -> Int? in if case .fixed(let value) = extent { value } else { 1 }
      }
      facts[input.name] = ValueFact(input.dataType, extents)
    }
    _ = try ShapeInference(of: folded, inputs: facts, source: "model")
    return true
  } catch { return false }
}
