import Diagnostics
import ModelGraph
import OnnxFormat
import TensorFiles
import Tensors

/// Reads the values that a user gives for a network's inputs, or expects of its outputs.
struct InputLoader {
  /// The network's inputs (or outputs), in the graph's order.
  let values: [ValueInfo]
  /// `input` or `output`: how a test data set's files begin.
  let filePrefix: String

  /// What a source holds: values by name, and arrays that are no value of the network.
  struct Content {
    var values: [String: Tensor] = [:]
    var others: [String: Tensor] = [:]
  }

  /// - Throws: ``InputError``, or the error of the file's format.
  func load(_ sources: [InputSource]) throws -> Content {
    var content = Content()
    for source in sources {
      switch source {
      case .path(let path): try load(path, into: &content)
      case .named(let name, let path):
        guard let value = values.first(where: { $0.name == name }) else {
          throw InputError.unknownName(name, path: path, known: values.map(\.name))
        }
        content.values[name] = fitted(try tensor(at: path), to: value)
      }
    }
    return content
  }

  private func load(_ path: String, into content: inout Content) throws {
    if FileKind.isFolder(path) {
      try loadDataSet(path, into: &content)
    } else if path.lowercased().hasSuffix(".npz") {
      for member in try NumpyArchive.read(path: path) {
        if let value = values.first(where: { $0.name == member.name }) {
          content.values[value.name] = fitted(member.tensor, to: value)
        } else {
          content.others[member.name] = member.tensor
        }
      }
      try adoptImages(in: &content, path: path)
    } else {
      guard values.count == 1 else { throw InputError.ambiguous(path: path, names: values.map(\.name)) }
      content.values[values[0].name] = fitted(try tensor(at: path), to: values[0])
    }
  }

  /// A labelled data set calls its samples `images`; a network with one input means those.
  private func adoptImages(in content: inout Content, path: String) throws {
    if let images = content.others["images"], values.count == 1, content.values.isEmpty {
      content.values[values[0].name] = fitted(images, to: values[0])
      content.others["images"] = nil
    }
    let allowed: Set = filePrefix == "input" ? ["labels"] : []
    if let unknown = content.others.keys.sorted().first(where: { !allowed.contains($0) }) {
      throw InputError.unknownName(unknown, path: path, known: values.map(\.name))
    }
  }

  /// `input_K.pb` holds the value of the graph's K-th input (ONNX backend test layout).
  private func loadDataSet(_ folder: String, into content: inout Content) throws {
    var found = 0
    for (position, value) in values.enumerated() {
      let path = "\(folder)/\(filePrefix)_\(position).pb"
      guard FileKind.exists(path) else { continue }
      content.values[value.name] = try OnnxTensor.read(path: path).value
      found += 1
    }
    if found == 0 { throw InputError.emptyDataSet(folder: folder, prefix: filePrefix) }
  }

  private func tensor(at path: String) throws -> Tensor {
    path.lowercased().hasSuffix(".pb") ? try OnnxTensor.read(path: path).value : try NumpyFile.read(path: path)
  }

  /// Integer samples for a floating-point input are grey levels: 0 to 255 means 0 to 1.
  private func fitted(_ tensor: Tensor, to value: ValueInfo) -> Tensor {
    guard tensor.dataType == .uint8, value.dataType == .float32 else { return tensor }
    return tensor.withElements(as: UInt8.self) { levels in
      Tensor(tensor.shape, of: Float.self) { pixels in
        for index in levels.indices { pixels[index] = Float(levels[index]) / 255 }
      }
    }
  }
}
