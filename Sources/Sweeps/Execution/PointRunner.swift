import Diagnostics
import Hardware
import Mapping
import ModelRunner

/// Runs points one by one, from any thread.
struct PointRunner: Sendable {
  let specification: SweepSpecification
  let columns: [SweepAxis]
  let store: SweepStore
  let prices: KeptPrices
  let networks: SharedNetworks
  let accuracies: OnceCache<String, Accuracy?>
  let searches: SearchMemory
  let threads: Int
  let memoryLimit: Int
  let isInterrupted: @Sendable () -> Bool

  /// - Returns: the point's row; `nil` where it was interrupted.
  /// - Throws: `MachineFault` where the machine fails: what stops this point stops all of them.
  func record(of point: SweepPoint) throws -> PointRecord? {
    let clock = ContinuousClock()
    let start = clock.now
    var outcome: PointRecord.Outcome
    do {
      outcome = .done(try totals(of: point))
    } catch is CancellationError {
      return nil
    } catch let fault as MachineFault {
      throw fault
    } catch {
      let hint = (error as? any InputFault)?.hint.map { "; \($0)" } ?? ""
      outcome = .failed(reason: point.located("\(error)\(hint)"))
    }
    if isInterrupted() { return nil }
    return PointRecord(
      point: point.name(columns), content: point.content, outcome: outcome,
      wallSeconds: (clock.now - start).seconds)
  }

  private func totals(of point: SweepPoint) throws -> PointTotals {
    var request = point.request
    request.threads = threads
    request.memoryLimit = memoryLimit
    request.searches = searches
    let totals = try runTotals(of: point, request)
    return PointTotals(totals, accuracy: try accuracy(of: point, request))
  }

  private func runTotals(of point: SweepPoint, _ request: RunRequest) throws -> RunTotals {
    let options = try request.acceleratorOptions()
    if specification.run.timingOnly {
      return try networks.shapedNetwork(of: point, request).totals(
        on: point.hardware, options: options, ratio: request.sparsity ?? 0, seed: request.seed,
        memoryLimit: memoryLimit, prices: prices, threads: threads, isInterrupted: isInterrupted)
    }
    if !point.hardware.controller.isSparse {
      let network = try networks.network(of: point, request)
      try request.networkPruning()?.requireWeights(in: network)
      let totals = try network.totals(
        on: point.hardware, options: options, prices: prices, threads: threads, isInterrupted: isInterrupted)
      if let totals { return totals }
    }
    let result = try NetworkRun(
      networks.prunedNetwork(of: point, request), on: point.machine, options: options, context: request.context
    ).run(isInterrupted: isInterrupted)
    if result.isPartial { throw CancellationError() }
    return result.totals
  }

  // MARK: - Accuracy

  private func accuracy(of point: SweepPoint, _ request: RunRequest) throws -> Accuracy? {
    guard let settings = specification.accuracy else { return nil }
    let paths = specification.paths
    var study = AccuracyRequest(request)
    study.data = settings.data.map(paths.resolved)
    study.labels = settings.labels.map(paths.resolved)
    study.inputName = settings.inputName
    study.limit = settings.limit
    study.methods = [point.text(.prune) ?? "magnitude"]
    study.ratios = [point.text(.sparsity) ?? "0"]
    let key = try accuracyKey(point, study)
    return try accuracies.value(key) {
      if let known = try store.accuracy(key) { return known }
      let result = try study.prepare().run(isInterrupted: isInterrupted)
      guard let found = result.points.first, !result.isPartial else { throw CancellationError() }
      guard let accuracy = found.accuracy else { return nil }
      try store.keep(accuracy, key)
      return accuracy
    }
  }

  /// What the accuracy depends on, contents of files included.
  private func accuracyKey(_ point: SweepPoint, _ study: AccuracyRequest) throws -> String {
    var files = FileDigests()
    let data = try (study.data + [study.labels].compactMap(\.self)).map { try files.digest(of: $0) }
    let map = try study.run.sparsityMap.map { try files.digest(of: $0) } ?? ""
    let text = "\(study.inputName ?? "") \(study.limit ?? 0) \(study.methods) \(study.ratios) \(map) \(data)"
    return ContentDigest("\(try files.digest(ofModel: study.run.modelPath)) \(text) \(study.run.seed)").text
  }
}
