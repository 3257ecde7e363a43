import Foundation

/// What models/make_fixtures.py wrote.
enum Fixtures {
  static let root = Bundle.module.resourceURL?.appending(path: "Fixtures") ?? URL(filePath: "Fixtures")

  /// Names of the models of one or a few nodes, each a folder with `model.onnx` and `test_data_set_0`.
  static func operatorCases() throws -> [String] {
    try names(in: "Operators")
  }

  /// File names of the models that cannot be used.
  static func malformedModels() throws -> [String] {
    try names(in: "MalformedModels")
  }

  static func path(_ parts: String...) -> String {
    parts.reduce(root) { $0.appending(path: $1) }.path
  }

  private static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
  }
}
