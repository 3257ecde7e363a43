import Hardware
import ModelGraph
import ReferenceOperators
import Sparsity

/// Everything that a study of accuracy against sparsity is asked for: `stonne accuracy` as a value.
package struct AccuracyRequest: Sendable {
  /// The network, its machines and how layers are mapped and pruned; its inputs are not used.
  package var run: RunRequest
  /// Files of samples and labels; none means random samples.
  package var data: [String] = []
  package var labels: String?
  /// The input that `images` are for, where the network has several.
  package var inputName: String?
  /// Ratios to prune to, in the order of the report, as they were written.
  package var ratios: [String] = []
  /// Pruning methods by name.
  package var methods: [String] = ["magnitude"]
  /// Samples to use at most.
  package var limit: Int?

  package init(_ run: RunRequest) { self.run = run }

  /// Reads all files, so that a bad one costs no time.
  /// - Throws: the errors of the model, the data, the machines, the tiles and the pruning.
  package func prepare() throws -> AccuracyStudy {
    let targets = try run.targets()
    let options = try run.acceleratorOptions()
    let settings = try settings()
    let model = try Model.runnable(path: run.modelPath)
    let context = run.context
    let samples =
      data.isEmpty
      ? try SampleSet(randomFor: model, bindings: run.bindings, count: limit ?? 8, context: context)
      : try SampleSet(
        paths: data, labels: labels, of: model, inputName: inputName, limit: limit,
        memoryLimit: context.memoryLimit)
    let network = try BoundNetwork(
      model, given: samples.feeds(samples.firstBatch), bindings: run.bindings, context: context)
    if let scores = network.scoresShape {
      try samples.require(scores: scores.shape, of: scores.name, samples: samples.runSize(samples.firstBatch))
    }
    // Weights that cannot be pruned, tiles that do not fit.
    if let first = settings.first {
      let pruned = try PreparedNetwork(network, pruning: first)
      for target in targets { _ = try NetworkRun(pruned, on: target, options: options, context: context) }
    }
    return AccuracyStudy(
      network: network, samples: samples, machines: targets, options: options, context: context,
      settings: settings)
  }

  /// Every method with every ratio; a method that sets its own ratio comes once.
  private func settings() throws -> [NetworkPruning] {
    let ratios = try ratios.map { ratio throws(SparsityError) in try PruningRatio(text: ratio) }
    let methods = try methods.map { name throws(SparsityError) in try PruningMethods.parse(name) }
    let map = try run.sparsityMap.map { try SparsityMap(path: $0) }
    return methods.flatMap { method in
      (method.impliedRatio.map { [$0] } ?? ratios).map { NetworkPruning(method: method, ratio: $0, map: map) }
    }
  }
}
