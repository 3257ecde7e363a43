import Glibc

/// The size of a file.
enum FileSize {
  /// - Returns: 0 where there is no such file.
  static func bytes(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_size : 0
  }
}
