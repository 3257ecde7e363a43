import Diagnostics
import OnnxFormat

/// A file that a command reads or writes, and what messages call it.
package struct NamedFile: Equatable, Sendable {
  package let path: String
  /// As a message says it: `the file of --hw`, `the model itself`.
  package let name: String

  /// - Parameters:
  ///   - path: as it was given.
  ///   - name: as a message says it.
  package init(_ path: String, named name: String) {
    self.path = path
    self.name = name
  }

  /// The file of an option; none where the option is not given.
  package static func option(_ option: String, _ path: String?) -> [NamedFile] {
    (path.map { [$0] } ?? []).map { NamedFile($0, named: "the file of \(option)") }
  }

  /// What an option reads that takes a file or a folder.
  /// - Parameter isRead: whether a file of the folder is read, by its name.
  package static func option(_ option: String, _ path: String?, filesWhere isRead: (String) -> Bool) -> [NamedFile]
  {
    guard let path, FileKind.isFolder(path) else { return Self.option(option, path) }
    return files(in: path, named: "a file of \(option)", where: isRead)
  }

  /// The files that are in a folder now.
  /// - Parameter isMeant: whether a file of this name is one of them.
  package static func files(in folder: String, named name: String, where isMeant: (String) -> Bool) -> [NamedFile]
  {
    FileKind.names(in: folder).filter(isMeant).map { NamedFile("\(folder)/\($0)", named: name) }
  }

  /// A model, and the files that it keeps tensors in. Those of a file that is no model are not known; whoever reads it
  /// says why it is none.
  package static func model(_ path: String) -> [NamedFile] {
    let locations = (try? ExternalDataSearch(inModelAt: path))?.locations ?? []
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    return [NamedFile(path, named: "the model itself")]
      + locations.sorted().map { NamedFile(folder + $0, named: "a data file of the model") }
  }
}
