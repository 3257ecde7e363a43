import ModelGraph
import ReferenceOperators
import Tensors

/// The samples that a network is judged by, cut into what one run of it takes.
package struct SampleSet: Sendable {
  private enum Source: Sendable {
    /// By input, the samples along the first axis.
    case arrays([String: Tensor])
    /// A sample is all that a run takes, drawn with the seed and its index.
    case random(RandomFeeds, seed: UInt64)
  }

  private let source: Source
  package let count: Int
  /// Samples that one run takes: fixed by the network, `nil` where it takes any number.
  private let batch: Int?
  private let labels: Labels?

  /// The class of each sample, where the data says it.
  package var classes: [Int]? { labels.map { Array($0.classes.prefix(count)) } }

  /// Samples of one run where the network takes any number: enough to keep its threads busy, few enough for
  /// the memory of large networks.
  private static let freeBatch = 32

  /// The samples of files.
  /// - Parameters:
  ///   - labels: a file of its own for the labels.
  ///   - inputName: the input that `images` are for.
  ///   - limit: samples to use, from the first on.
  ///   - memoryLimit: bytes that what is compressed may take.
  /// - Throws: ``InputError``, and the errors of files.
  init(
    paths: [String], labels: String?, of model: Model, inputName: String?, limit: Int?, memoryLimit: Int
  ) throws {
    let data = try LabelledData(
      paths: paths, labels: labels, inputs: model.graph.inputs, inputName: inputName,
      memoryLimit: memoryLimit)
    var values: [String: Tensor] = [:]
    var count: Int?
    for input in model.graph.inputs {
      guard let array = data.values[input.name] else { continue }
      let fitted = try SampleLayout(input).fitted(array.tensor, path: array.path)
      let found = fitted.shape[0]
      guard found == count ?? found, found > 0 else {
        throw InputError.sampleCount(input: input.name, found: found, samples: count ?? 1, path: array.path)
      }
      count = found
      values[input.name] = fitted
    }
    guard let count else {
      throw InputError.noSamples(path: paths[0], input: inputName ?? model.graph.inputs.first?.name ?? "images")
    }
    try data.labels?.require(samples: count)
    source = .arrays(values)
    self.count = min(count, limit ?? count)
    self.labels = data.labels
    batch = model.graph.inputs.lazy.compactMap { SampleLayout($0).batch }.first
  }

  /// Seeded random samples; the first is what a run without inputs takes.
  init(
    randomFor model: Model, bindings: [String: Int], count: Int, context: ExecutionContext
  ) throws {
    let binding = try InputBinding(model.graph.inputs, bindings: bindings, source: model.path)
    source = .random(
      try RandomFeeds(model.graph.inputs, binding, memoryLimit: context.memoryLimit), seed: context.seed)
    self.count = count
    labels = nil
    batch = 1
  }

  /// What one inference is timed with: one sample, or as many as the network always takes.
  package var firstBatch: Range<Int> { 0..<min(batch ?? 1, count) }

  /// The samples, cut into runs of the network. Not an array: random samples may be any number.
  var batches: LazyMapCollection<Range<Int>, Range<Int>> {
    let (size, count) = (batch ?? Self.freeBatch, count)
    return (0..<(count - 1) / size + 1).lazy.map { index in
      let start = index * size
      return start..<start + min(size, count - start)
    }
  }

  /// Samples of the run that these are fed in, the repeated ones included.
  func runSize(_ range: Range<Int>) -> Int { batch ?? range.count }

  /// The inputs of one run. A network of fixed batch gets its last sample repeatedly where too few are left.
  func feeds(_ range: Range<Int>) -> [String: Tensor] {
    switch source {
    case .arrays(let values): values.mapValues { $0.items(range, filledTo: runSize(range)) }
    case .random(let feeds, let seed): feeds.values(seed: seed &+ UInt64(range.lowerBound))
    }
  }

  /// - Parameters:
  ///   - scores: shape of the network's first output in one run.
  ///   - samples: of that run.
  /// - Throws: ``InputError`` where labels cannot be compared with such scores.
  func require(scores: Shape, of output: String, samples: Int) throws(InputError) {
    guard let labels else { return }
    guard scores.rank >= 2, scores[0] == samples, scores.count > 0 else {
      throw .noScores(output: output, shape: scores, samples: samples)
    }
    try labels.require(classCount: scores.count / samples)
  }
}
