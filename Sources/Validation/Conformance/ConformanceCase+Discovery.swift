import Diagnostics
import FoundationEssentials
import TensorFiles

extension ConformanceCase {
  /// Every case below a folder, in the order of their paths: folders with `model.onnx`, and files
  /// `light_X.onnx` with `light_X_output_0.pb` beside them.
  /// - Throws: `FileAccessError` where the folder cannot be read.
  package static func all(below folder: String) throws(FileAccessError) -> [ConformanceCase] {
    var cases: [ConformanceCase] = []
    try collect(folder, into: &cases)
    return cases
  }

  private static func collect(_ folder: String, into cases: inout [ConformanceCase]) throws(FileAccessError) {
    let listing = try FolderListing(folder)
    if listing.files.contains("model.onnx") {
      cases.append(try ConformanceCase(folder: folder, listing))
      return
    }
    for file in listing.files where file.hasPrefix("light_") && file.hasSuffix(".onnx") {
      let name = String(file.dropLast(5))
      let output = name + "_output_0.pb"
      guard listing.files.contains(output) else { continue }
      cases.append(
        ConformanceCase(
          name: name, model: folder + "/" + file, dataSets: [.counting(output: folder + "/" + output)],
          tolerance: name == "light_densenet121" ? ElementTolerance(relative: 2e-3) : ElementTolerance()))
    }
    for name in listing.folders { try collect(folder + "/" + name, into: &cases) }
  }

  private init(folder: String, _ listing: FolderListing) throws(FileAccessError) {
    var dataSets: [DataSet] = []
    for name in listing.folders where name.hasPrefix("test_data_set_") {
      let path = folder + "/" + name
      let files = try FolderListing(path).files
      dataSets.append(
        .files(
          inputs: Self.numbered("input_", files, in: path), outputs: Self.numbered("output_", files, in: path)))
    }
    self.init(
      name: folder.split(separator: "/").last.map(String.init) ?? folder, model: folder + "/model.onnx",
      dataSets: dataSets,
      tolerance: listing.files.contains("data.json")
        ? ElementTolerance(describedIn: folder + "/data.json") : ElementTolerance())
  }

  /// The paths of `PREFIX_0.pb`, `PREFIX_1.pb`, ... up to the highest number there is.
  private static func numbered(_ prefix: String, _ files: [String], in folder: String) -> [String?] {
    var paths: [String?] = []
    for file in files where file.hasPrefix(prefix) && file.hasSuffix(".pb") {
      guard let number = Int(file.dropFirst(prefix.count).dropLast(3)), (0..<10_000).contains(number) else {
        continue
      }
      while paths.count <= number { paths.append(nil) }
      paths[number] = folder + "/" + file
    }
    return paths
  }
}

extension ElementTolerance {
  /// What a case's `data.json` says; the suite's own where it says nothing.
  fileprivate init(describedIn path: String) {
    struct Description: Decodable {
      var rtol: Double?
      var atol: Double?
    }
    self.init()
    guard let file = try? MappedFile(path: path) else { return }
    let data = file.withUnsafeBytes { Data($0) }
    guard let description = try? JSONDecoder().decode(Description.self, from: data) else { return }
    relative = description.rtol ?? relative
    absolute = description.atol ?? absolute
  }
}
