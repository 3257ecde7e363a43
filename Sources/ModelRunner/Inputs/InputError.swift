import Diagnostics
import Tensors

/// Values that a user gave for a network's inputs or expected outputs and that cannot be used.
package enum InputError: InputFault, Equatable {
  case unknownName(String, path: String, known: [String])
  case ambiguous(path: String, names: [String])
  case emptyDataSet(folder: String, prefix: String)
  case missing(input: String, given: [String])
  case noRandomValues(input: String, type: DataType)
  case memory(input: String, shape: Shape, limit: Int)
  case labels(path: String, found: String)
  case labelCount(path: String, labels: Int, samples: Int)
  case labelRange(path: String, label: Int, index: Int, classes: Int)
  /// The network's first output has no row a sample.
  case noScores(output: String, shape: Shape, samples: Int)
  case sampleShape(input: String, found: Shape, expected: String, path: String)
  case sampleCount(input: String, found: Int, samples: Int, path: String)
  case sampleType(input: String, found: DataType, expected: DataType, path: String)
  case noSamples(path: String, input: String)
  case noExpectation(outputs: [String], path: String)
  /// What is kept of all samples is more than may be used.
  case samplesMemory(samples: Int, bytes: Int, limit: Int)

  package var what: String {
    switch self {
    case .unknownName(let name, _, _): "array `\(name)`"
    case .ambiguous: "one array"
    case .emptyDataSet: "the data set"
    case .missing(let input, _), .noRandomValues(let input, _), .memory(let input, _, _): "input `\(input)`"
    case .labels, .labelCount: "the array `labels`"
    case .labelRange(_, _, let index, _): "label \(index)"
    case .noScores(let output, _, _): "output `\(output)`"
    case .sampleShape(let input, _, _, _), .sampleCount(let input, _, _, _), .sampleType(let input, _, _, _):
      "the samples for input `\(input)`"
    case .noSamples: "the samples"
    case .samplesMemory(let samples, _, _): "outputs of \(samples) samples"
    case .noExpectation: "the expected outputs"
    }
  }

  package var place: String {
    switch self {
    case .unknownName(_, let path, _), .ambiguous(let path, _), .emptyDataSet(let path, _), .labels(let path, _),
      .noExpectation(_, let path), .labelCount(let path, _, _), .labelRange(let path, _, _, _),
      .sampleShape(_, _, _, let path), .sampleCount(_, _, _, let path), .sampleType(_, _, _, let path),
      .noSamples(let path, _):
      path
    case .missing, .noRandomValues, .memory, .noScores, .samplesMemory: "the network"
    }
  }

  package var reason: String {
    switch self {
    case .unknownName(_, _, let known): "the network has no such value; it has \(Self.list(known))"
    case .ambiguous(_, let names):
      "the network has \(names.count) values (\(Self.list(names))); name one, or give an .npz"
    case .emptyDataSet(_, let prefix): "the folder has no file \(prefix)_0.pb"
    case .missing(_, let given):
      "it has no value, though \(Self.list(given)) \(given.count == 1 ? "has" : "have") one"
    case .noRandomValues(_, let type): "there are no random values of type \(type.name); give some with --input"
    case .memory(_, let shape, let limit): "its shape \(shape) takes more than the \(limit) bytes that may be used"
    case .labels(_, let found): "\(found), where integers are expected, one a sample"
    case .labelCount(_, let labels, let samples): "\(labels) labels, where there are \(samples) samples"
    case .labelRange(_, let label, _, let classes):
      "\(label) is no class: the network tells \(classes) apart, 0 to \(classes - 1)"
    case .noScores(_, let shape, let samples):
      "its shape \(shape) has no row of scores for each of \(samples) samples, which labels could be compared with"
    case .sampleShape(_, let found, let expected, _): "shape \(found), where \(expected) is expected"
    case .sampleCount(_, let found, let samples, _): "\(found) samples, where another array has \(samples)"
    case .sampleType(_, let found, let expected, _): "type \(found.name), which is not made into \(expected.name)"
    case .noSamples(_, let input):
      "there is neither an array `images` nor one called `\(input)` with at least one sample"
    case .samplesMemory(_, .max, let limit): "they take more than the \(limit) bytes that may be used"
    case .samplesMemory(_, let bytes, let limit): "they take \(bytes) bytes, and \(limit) may be used"
    case .noExpectation(let outputs, _): "there is no array for any of the outputs, \(Self.list(outputs))"
    }
  }

  package var hint: String? {
    if case .samplesMemory = self { return "--limit takes fewer" }
    guard case .unknownName(let name, _, let known) = self, let near = nearestName(to: name, among: known) else {
      return nil
    }
    return "did you mean `\(near)`?"
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 8 ? shown + ", ..." : shown
  }
}
