import Hardware
import ReferenceOperators
import Tensors

/// A network, pruned in several ways: what it costs on each machine, and what its outputs are still worth.
///
/// Cycles and energy are those of one inference, simulated with the pruned weights and the first sample (or
/// batch). The outputs that are judged come from the reference executor with the very same weights; that the
/// machines compute the same outputs is what a run with `--check` holds.
package struct AccuracyStudy: Sendable {
  let network: BoundNetwork
  let samples: SampleSet
  let machines: [RunResult.Machine]
  let options: AcceleratorOptions
  let context: ExecutionContext
  let settings: [NetworkPruning]

  /// Runs every pruning, in order.
  /// - Parameter isInterrupted: asked between batches and layers; once true, the finished points are returned.
  /// - Throws: the errors of nodes and simulations.
  package func run(
    observer: (any AccuracyObserver)? = nil, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> AccuracyResult {
    var result = AccuracyResult(
      model: network.model.graph.name.isEmpty ? network.model.path : network.model.graph.name,
      machines: machines, samples: samples.count, labels: samples.classes, timedSamples: samples.firstBatch.count,
      points: [],
      isPartial: false)
    do {
      let dense = try outputs(of: PreparedNetwork(network), isInterrupted) { observer?.samplesDidRun($0, of: $1) }
      if let range = samples.batches.first, let scores = dense.first?.first {
        try samples.require(scores: scores.tensor.shape, of: scores.name, samples: range.count)
      }
      var costs = MachineCosts(
        machines, options: options, context: try context(keepingOutputsLike: dense.first ?? []))
      for (index, pruning) in settings.enumerated() {
        observer?.pointWillRun(
          RunResult.Pruning(method: pruning.method.name, sparsity: pruning.ratio.value), index: index,
          of: settings.count)
        let pruned = try PreparedNetwork(network, pruning: pruning)
        let outputs = try outputs(of: pruned, isInterrupted) { observer?.samplesDidRun($0, of: $1) }
        result.points.append(
          AccuracyResult.Point(
            method: pruning.method.name, sparsity: pruning.ratio.value,
            actualSparsity: pruned.weightSparsity ?? 0, accuracy: accuracy(of: outputs),
            agreement: agreement(of: outputs, with: dense), predictions: predictions(of: outputs),
            costs: try costs.costs(of: pruned, isInterrupted)))
      }
    } catch is CancellationError {
      result.isPartial = true
    }
    return result
  }

  /// The network's outputs of each batch, by the reference executor.
  private func outputs(
    of network: PreparedNetwork, _ isInterrupted: () -> Bool, progress: (Int, Int) -> Void
  ) throws -> [[NamedTensor]] {
    var context = context
    var outputs: [[NamedTensor]] = []
    for range in samples.batches {
      if isInterrupted() { throw CancellationError() }
      let values = try network.plan.run(samples.feeds(range), in: context)
      let batch = network.plan.outputNames.compactMap { name in
        values[name].map {
          NamedTensor(name: name, tensor: $0.firstItems(range.count, of: samples.runSize(range)))
        }
      }
      if outputs.isEmpty { context = try self.context(keepingOutputsLike: batch) }
      outputs.append(batch)
      progress(range.upperBound, samples.count)
    }
    return outputs
  }

  private func accuracy(of outputs: [[NamedTensor]]) -> Accuracy? {
    guard let classes = samples.classes else { return nil }
    return zip(samples.batches, outputs).reduce(nil) { sum, batch in
      guard let scores = batch.1.first?.tensor,
        let part = Accuracy(scores: scores, labels: Array(classes[batch.0]))
      else { return sum }
      return sum.map { $0 + part } ?? part
    }
  }

  private func predictions(of outputs: [[NamedTensor]]) -> [Int]? {
    var predictions: [Int] = []
    for (range, batch) in zip(samples.batches, outputs) {
      guard let part = batch.first?.tensor.predictedClasses(samples: range.count) else { return nil }
      predictions += part
    }
    return predictions
  }

  private func agreement(of outputs: [[NamedTensor]], with dense: [[NamedTensor]]) -> OutputAgreement {
    zip(outputs, dense).reduce(into: OutputAgreement()) { $0.add($1.0, dense: $1.1) }
  }
}

extension Tensor {
  /// The first items of a value that has one along its first axis for each of `total` samples; any other value
  /// as it is.
  fileprivate func firstItems(_ count: Int, of total: Int) -> Tensor {
    count < total && shape.extents.first == total ? items(0..<count, filledTo: count) : self
  }
}
