import Lowering
import ModelGraph
import ModelPreparation
import ReferenceOperators
import Sparsity
import Tensors

/// Prunes the weights of a network's Conv, Gemm and MatMul nodes before it runs.
package struct NetworkPruning: Sendable {
  package var method: any PruningMethod
  /// Of the layers that the map does not name.
  package var ratio: PruningRatio
  package var map: SparsityMap?

  package init(
    method: any PruningMethod = MagnitudePruning(), ratio: PruningRatio = .none, map: SparsityMap? = nil
  ) {
    self.method = method
    self.ratio = method.impliedRatio ?? ratio
    self.map = map
  }

  /// A node's weight while it is pruned.
  private struct Candidate {
    let node: Int
    let input: Int
    var weight: PrunableWeight
    let ratio: PruningRatio
  }

  /// A graph with pruned weights.
  struct Result {
    let graph: Graph
    /// By node.
    let weights: [Int: PrunedWeight]
    /// Share of zeros in all the weights together.
    let sparsity: Double
  }

  /// The graph with pruned weights, and what became of those.
  ///
  /// A pruned weight is a new initializer: other users of the same constant (a tied embedding) keep theirs.
  /// - Throws: ``PruningError`` where the map names no layer with a weight, or nothing can be pruned.
  func apply(to graph: Graph, _ inference: ShapeInference, workers: Workers) throws -> Result {
    var candidates = candidates(in: graph, inference, workers)
    try require(candidates, of: graph)
    for ratio in Set(candidates.map(\.ratio)) {
      let members = candidates.indices.filter { candidates[$0].ratio == ratio }
      var weights = members.map { candidates[$0].weight }
      method.prune(&weights, to: ratio, workers: workers)
      for (member, weight) in zip(members, weights) { candidates[member].weight = weight }
    }
    var pruned = graph
    for candidate in candidates {
      let name = "\(graph.nodes[candidate.node].inputs[candidate.input]) (pruned for node \(candidate.node))"
      pruned.initializers[name] = candidate.weight.tensor()
      pruned.nodes[candidate.node].inputs[candidate.input] = name
    }
    let weights = candidates.map { candidate in
      PrunedWeight(
        asked: candidate.ratio.value, zeros: candidate.weight.zeroCount(workers: workers),
        count: candidate.weight.count, cut: candidate.weight.cut)
    }
    let (zeros, count) = weights.reduce((0, 0)) { ($0.0 + $1.zeros, $0.1 + $1.count) }
    return Result(
      graph: pruned,
      weights: Dictionary(zip(candidates.map(\.node), weights), uniquingKeysWith: { first, _ in first }),
      sparsity: PrunedWeight.share(zeros, of: count))
  }

  /// Refuses what ``apply(to:_:workers:)`` would, without pruning.
  /// - Throws: ``PruningError``.
  package func requireWeights(in network: BoundNetwork) throws(PruningError) {
    try require(candidates(in: network.folded, network.inference, .caller), of: network.folded)
  }

  private func require(_ candidates: [Candidate], of graph: Graph) throws(PruningError) {
    if candidates.isEmpty { throw .nothingToPrune }
    try checkMap(against: candidates.map { graph.nodes[$0.node].displayName })
  }

  private func candidates(in graph: Graph, _ inference: ShapeInference, _ workers: Workers) -> [Candidate] {
    let found = graph.nodes.enumerated().compactMap {
      index, node -> (node: Int, weight: WeightInput, tensor: Tensor)? in
      let constants = graph.constantInputs(of: node)
      guard NodeProblem.operators.contains(node.operatorType),
        let problem = try? NodeProblem(node, inputs: inference.inputs(of: node), constants: constants),
        let input = problem.weight, let tensor = graph.initializers[node.inputs[input.index]]
      else { return nil }
      return (index, input, tensor)
    }
    var weights = [PrunableWeight?](repeating: nil, count: found.count)
    weights.withUnsafeMutableBufferPointer { weights in
      // Those of other types than float32 are converted.
      workers.perform(found.count) {
        weights[$0] = PrunableWeight(found[$0].tensor, layout: found[$0].weight.layout)
      }
    }
    return zip(found, weights).compactMap { found, weight in
      weight.map { weight in
        let name = graph.nodes[found.node].displayName
        return Candidate(
          node: found.node, input: found.weight.index, weight: weight, ratio: map?.ratios[name] ?? ratio)
      }
    }
  }

  private func checkMap(against layers: [String]) throws(PruningError) {
    guard let map else { return }
    for name in map.ratios.keys.sorted() where !layers.contains(name) {
      throw .unknownLayer(name, path: map.path, known: layers)
    }
  }
}
