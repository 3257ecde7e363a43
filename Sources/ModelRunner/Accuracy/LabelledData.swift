import Diagnostics
import ModelGraph
import TensorFiles
import Tensors

/// Arrays out of the files of a labelled data set: `.npz` with `images` and `labels` (or arrays named after the
/// network's inputs), or IDX files and `.npy` files of one array each.
struct LabelledData {
  /// By the name of the input that they are for, with the file that each is from.
  private(set) var values: [String: (tensor: Tensor, path: String)] = [:]
  private(set) var labels: Labels?
  private let inputs: [ValueInfo]
  /// The input that `images` are for.
  private let imageInput: String?
  /// Bytes that what is compressed may take.
  private let memoryLimit: Int

  /// - Throws: ``InputError``, and the errors of files.
  init(
    paths: [String], labels: String?, inputs: [ValueInfo], inputName: String?, memoryLimit: Int
  ) throws {
    self.inputs = inputs
    self.memoryLimit = memoryLimit
    if let inputName, !inputs.contains(where: { $0.name == inputName }) {
      throw InputError.unknownName(inputName, path: "--input-name", known: inputs.map(\.name))
    }
    imageInput = inputName ?? (inputs.count == 1 ? inputs[0].name : nil)
    for path in paths { try add(path) }
    if let labels {
      try addLabels(labels)
    } else if self.labels == nil, let path = Self.labelFile(besides: paths) {
      try addLabels(path)
    }
  }

  private mutating func add(_ path: String) throws {
    if path.lowercased().hasSuffix(".npz") {
      for member in try NumpyArchive.read(path: path, memoryLimit: memoryLimit, accept: { try accept($0, path) }) {
        try add(member.tensor, named: member.name, path)
      }
    } else {
      let tensor = try array(at: path)
      try add(tensor, named: tensor.shape.rank <= 1 ? "labels" : "images", path)
    }
  }

  private mutating func add(_ tensor: Tensor, named name: String, _ path: String) throws {
    if inputs.contains(where: { $0.name == name }) {
      values[name] = (tensor, path)
    } else if name == "labels" {
      labels = try Labels(tensor, path: path)
    } else if name == "images" {
      guard let imageInput else { throw InputError.ambiguous(path: path, names: inputs.map(\.name)) }
      values[imageInput] = (tensor, path)
    } else {
      try accept(name, path)
    }
  }

  private func accept(_ name: String, _ path: String) throws {
    let known = inputs.map(\.name) + ["images", "labels"]
    guard known.contains(name) else { throw InputError.unknownName(name, path: path, known: known) }
  }

  private mutating func addLabels(_ path: String) throws {
    if path.lowercased().hasSuffix(".npz") {
      let arrays = try NumpyArchive.read(path: path, memoryLimit: memoryLimit)
      guard let array = arrays.first(where: { $0.name == "labels" }) ?? (arrays.count == 1 ? arrays[0] : nil)
      else {
        throw InputError.labels(path: path, found: "no array `labels`")
      }
      labels = try Labels(array.tensor, path: path)
    } else {
      labels = try Labels(try array(at: path), path: path)
    }
  }

  private func array(at path: String) throws -> Tensor {
    path.lowercased().hasSuffix(".npy")
      ? try NumpyFile.read(path: path, memoryLimit: memoryLimit)
      : try IdxFile.read(path: path, memoryLimit: memoryLimit)
  }

  /// MNIST and its successors name their files `t10k-images-idx3-ubyte.gz` and `t10k-labels-idx1-ubyte.gz`.
  private static func labelFile(besides paths: [String]) -> String? {
    guard paths.count == 1, let path = paths.first else { return nil }
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let file = path[slash...]
    let name = file.replacing("images", with: "labels").replacing("idx3", with: "idx1")
    let sibling = String(path[..<slash] + name)
    return name != file && FileKind.exists(sibling) ? sibling : nil
  }
}
