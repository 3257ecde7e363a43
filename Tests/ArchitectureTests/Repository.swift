import Foundation
import TestSupport

/// The sources of this repository, by their paths from its root.
enum Repository {
  /// The modules: the folders right below Sources.
  static func modules() throws -> [String] {
    let sources = repositoryRoot.appending(path: "Sources").path
    return try FileManager.default.contentsOfDirectory(atPath: sources).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The files below `folder` whose names end in one of `extensions`.
  static func files(below folder: String, extensions: Set<String>) throws -> [String] {
    let prefix = repositoryRoot.path + "/"
    return try filesInRepository(folder)
      .filter { extensions.contains(URL(filePath: $0).pathExtension) }
      .map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
  }

  static func text(of path: String) throws -> String {
    try String(contentsOf: repositoryRoot.appending(path: path), encoding: .utf8)
  }
}
