import Tensors

/// The class of each sample of a labelled data set.
struct Labels: Sendable {
  let classes: [Int]
  private let path: String

  /// - Throws: ``InputError/labels(path:found:)`` for what are not whole numbers, and for none at all.
  init(_ tensor: Tensor, path: String) throws(InputError) {
    let labels = tensor.withDoubles { $0.map { Int(exactly: $0) } }
    let known = labels.compactMap { $0 }
    guard known.count == tensor.count, !known.isEmpty else {
      throw .labels(path: path, found: "\(tensor.dataType.name) \(tensor.shape)")
    }
    classes = known
    self.path = path
  }

  /// - Throws: ``InputError/labelCount(path:labels:samples:)`` unless there is one label a sample.
  func require(samples: Int) throws(InputError) {
    guard classes.count == samples else {
      throw .labelCount(path: path, labels: classes.count, samples: samples)
    }
  }

  /// - Throws: ``InputError/labelRange(path:label:index:classes:)`` for the first label that is no class.
  func require(classCount: Int) throws(InputError) {
    guard let index = classes.firstIndex(where: { !(0..<classCount).contains($0) }) else { return }
    throw .labelRange(path: path, label: classes[index], index: index, classes: classCount)
  }
}
