import Diagnostics
import ModelGraph
import OnnxFormat
import TensorFiles
import Tensors

/// Reads the values that a user gives for a network's inputs, or expects of its outputs.
struct InputLoader {
  /// The network's inputs (or outputs), in the graph's order.
  let values: [ValueInfo]
  /// Inputs that have a default, an initializer of their name: given by name only.
  var overridable: [ValueInfo] = []
  /// `input` or `output`: how a test data set's files begin.
  let filePrefix: String
  /// Bytes that what is compressed may take.
  let memoryLimit: Int

  /// What sources hold.
  struct Content {
    /// By the names of the network's values.
    var values: [String: Tensor] = [:]
    /// Sequences and optionals, by the same names.
    var others: [String: Value] = [:]
    /// Of the samples, where an archive has them.
    var labels: Labels?
  }

  /// - Throws: ``InputError``, or the error of the file's format.
  func load(_ sources: [InputSource]) throws -> Content {
    var content = Content()
    for source in sources {
      switch source {
      case .path(let path): try load(path, into: &content)
      case .named(let name, let path):
        guard let value = named(name) else {
          throw InputError.unknownName(name, path: path, known: values.map(\.name))
        }
        if value.kind == .tensor {
          content.values[name] = fitted(try tensor(at: path), to: value)
        } else {
          content.others[name] = try Value.read(path: path, as: value.kind)
        }
      }
    }
    return content
  }

  private func named(_ name: String) -> ValueInfo? {
    values.first { $0.name == name } ?? overridable.first { $0.name == name }
  }

  private func load(_ path: String, into content: inout Content) throws {
    if FileKind.isFolder(path) {
      try loadDataSet(path, into: &content)
    } else if path.lowercased().hasSuffix(".npz") {
      try loadArchive(path, into: &content)
    } else {
      guard values.count == 1 else { throw InputError.ambiguous(path: path, names: values.map(\.name)) }
      content.values[values[0].name] = fitted(try tensor(at: path), to: values[0])
    }
  }

  /// Arrays by name. A labelled data set calls its samples `images`: a network with one input means those.
  private func loadArchive(_ path: String, into content: inout Content) throws {
    var others: [String: Tensor] = [:]
    let members = try NumpyArchive.read(path: path, memoryLimit: memoryLimit) { name in
      let isKnown = named(name) != nil || name == "images" || name == "labels"
      if !isKnown { throw InputError.unknownName(name, path: path, known: values.map(\.name)) }
    }
    for member in members {
      if let value = named(member.name) {
        content.values[value.name] = fitted(member.tensor, to: value)
      } else {
        others[member.name] = member.tensor
      }
    }
    if values.count == 1, content.values.isEmpty, let images = others.removeValue(forKey: "images") {
      content.values[values[0].name] = fitted(images, to: values[0])
    }
    if filePrefix == "input", let labels = others.removeValue(forKey: "labels") {
      content.labels = try Labels(labels, path: path)
    }
    if let unknown = others.keys.min() {
      throw InputError.unknownName(unknown, path: path, known: values.map(\.name))
    }
  }

  /// `input_K.pb` holds the value of the graph's K-th input (ONNX backend test layout).
  private func loadDataSet(_ folder: String, into content: inout Content) throws {
    var found = 0
    for (position, value) in values.enumerated() {
      let path = "\(folder)/\(filePrefix)_\(position).pb"
      guard FileKind.exists(path) else { continue }
      if value.kind == .tensor {
        content.values[value.name] = try OnnxTensor.read(path: path).value
      } else {
        content.others[value.name] = try Value.read(path: path, as: value.kind)
      }
      found += 1
    }
    if found == 0 { throw InputError.emptyDataSet(folder: folder, prefix: filePrefix) }
  }

  private func tensor(at path: String) throws -> Tensor {
    path.lowercased().hasSuffix(".pb")
      ? try OnnxTensor.read(path: path).value : try NumpyFile.read(path: path, memoryLimit: memoryLimit)
  }

  /// Grey levels where the network computes with floating-point numbers; anything else stays what it is.
  private func fitted(_ tensor: Tensor, to value: ValueInfo) -> Tensor {
    guard tensor.dataType == .uint8, value.dataType == .float32 else { return tensor }
    return SampleScaling.converted(tensor, to: .float32) ?? tensor
  }
}
