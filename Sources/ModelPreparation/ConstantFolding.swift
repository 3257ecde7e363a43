import ModelGraph
import ReferenceOperators

/// Computes what does not depend on the inputs, once, before the graph runs.
///
/// A weight is often hidden: behind Cast and Mul where it is stored in 8 bits, behind Transpose or Reshape in
/// old exports, made by ConstantOfShape in the ONNX light models. After folding all of them are initializers,
/// which is what lowering and pruning look for.
package enum ConstantFolding {
  /// The graph with its constant nodes taken out and their outputs among the initializers; its subgraphs as well,
  /// where constants of the graphs around them are initializers of their own. Initializers that nothing uses any
  /// more are dropped.
  /// - Parameters:
  ///   - source: the model's name in messages.
  ///   - standInLimit: constants of more bytes become zeros that take no memory, where only shapes matter.
  ///   - context: nodes whose outputs take more than its memory leaves beside the constants made so far stay; they
  ///     are made when they are needed.
  /// - Throws: `NodeError` for a node whose attributes or constant inputs its operator refuses; one in a subgraph
  ///   stays, since it may never run.
  package static func fold(
    _ graph: Graph, source: String, table: OperatorTable = .standard, standInLimit: Int = .max,
    context: ExecutionContext = ExecutionContext()
  ) throws(NodeError) -> Graph {
    var folder = ConstantFolder(source: source, table: table, standInLimit: standInLimit, context: context)
    return try folder.fold(graph)
  }
}
