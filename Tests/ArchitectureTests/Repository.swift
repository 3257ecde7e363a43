import Foundation

/// The files of this repository, found from where this one was compiled.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The modules: the folders right below Sources.
  static func modules() throws -> [String] {
    let sources = root.appending(path: "Sources")
    return try FileManager.default.contentsOfDirectory(atPath: sources.path).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Paths, from the root, of the files below `folder` whose names end in one of `extensions`.
  static func files(below folder: String, extensions: Set<String>) -> [String] {
    let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    var found: [String] = []
    while let name = names?.nextObject() as? String {
      if extensions.contains((name as NSString).pathExtension) { found.append("\(folder)/\(name)") }
    }
    return found.sorted()
  }

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}
