import Diagnostics

/// Paths in a sweep's file: relative ones start from the folder that the file is in.
struct SweepPaths: Sendable {
  /// With a slash at its end; empty for the current folder.
  let folder: String
  /// The files that count as there; `nil`: those of the disk.
  private let present: Set<String>?

  /// - Parameter present: the only files that are there, by their resolved paths; `nil` to ask the disk.
  init(file: String, present: Set<String>? = nil) {
    folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    self.present = present
  }

  func resolved(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }

  func exists(_ path: String) -> Bool {
    present?.contains(resolved(path)) ?? FileKind.exists(resolved(path))
  }

  /// The file in the same folder whose name is most like the one that is not there, written as the user would.
  func nearestFile(to path: String) -> String? {
    if let present { return nearestName(to: path, among: present.sorted()) }
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let (prefix, name) = (String(path[..<cut]), String(path[cut...]))
    let folder = resolved(prefix)
    return nearestName(to: name, among: FileKind.names(in: folder.isEmpty ? "." : folder)).map { prefix + $0 }
  }
}
