import Foundation

/// The folder that holds Package.swift.
package let repositoryRoot = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The paths of the files below a folder of the repository, sorted; hidden folders, such as the build
/// folder of a nested package, are left out.
package func filesInRepository(_ folder: String) throws -> [String] {
  let root = repositoryRoot.appending(path: folder)
  let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
  let shown = names.filter { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
  return shown.sorted().map { root.appending(path: $0).path }.filter {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
  }
}
