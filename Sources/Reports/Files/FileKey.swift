import Glibc

/// Something that tells one file from all others. Paths that share a key lead to one file.
enum FileKey: Hashable {
  /// A file that is there, whatever the links that lead to it.
  case number(device: dev_t, inode: ino_t)
  /// A name that a file has or will have, in a folder without links.
  case path(String)

  /// - Returns: none for what is no file: devices, pipes and folders, which nothing takes the place of, and names that are
  ///   too long for one.
  static func keys(of path: String) -> [FileKey] {
    guard path.utf8.count < PATH_MAX else { return [] }
    var status = stat()
    guard stat(path, &status) == 0 else { return [.path(named(path))] }
    guard status.st_mode & S_IFMT == S_IFREG else { return [] }
    return [.number(device: status.st_dev, inode: status.st_ino), .path(named(path))]
  }

  /// The path with the links of its folder resolved. A link at its end stays: a new file would take its place.
  private static func named(_ path: String) -> String {
    let (folder, name) = split(path)
    return resolved(folder) + "/" + name
  }

  /// A folder without links, and without a slash at its end; as far as it is there, since runs make folders.
  private static func resolved(_ folder: String) -> String {
    if let pointer = realpath(folder, nil) {
      defer { free(pointer) }
      let path = String(cString: pointer)
      return path == "/" ? "" : path
    }
    let (parent, name) = split(folder)
    let above = parent == folder ? "" : resolved(parent)
    switch name {
    case "", ".": return above
    case "..": return String(above[..<(above.lastIndex(of: "/") ?? above.startIndex)])
    default: return above + "/" + name
    }
  }

  /// A path's folder and its last name, slashes at the end aside.
  private static func split(_ path: String) -> (folder: String, name: String) {
    let end = path.lastIndex { $0 != "/" }.map { path.index(after: $0) } ?? path.startIndex
    let whole = path[..<end]
    guard let slash = whole.lastIndex(of: "/") else { return (path.hasPrefix("/") ? "/" : ".", String(whole)) }
    return (slash == whole.startIndex ? "/" : String(whole[..<slash]), String(whole[whole.index(after: slash)...]))
  }
}
