import Diagnostics
import Glibc

/// The entries of a folder.
struct FolderListing {
  /// Names in byte order, without `.` and `..`.
  let folders: [String]
  let files: [String]

  /// - Throws: `FileAccessError` where the path is no readable folder.
  init(_ path: String) throws(FileAccessError) {
    guard let stream = opendir(path) else {
      throw errno == ENOENT
        ? .missing(path: path) : .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { closedir(stream) }
    var folders: [String] = []
    var files: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      // A link counts as what it leads to.
      var status = stat()
      guard stat(path + "/" + name, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR { folders.append(name) } else { files.append(name) }
    }
    self.folders = folders.sorted()
    self.files = files.sorted()
  }
}
