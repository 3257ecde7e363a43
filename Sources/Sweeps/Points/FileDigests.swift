import Diagnostics
import Glibc
import TensorFiles

/// Digests of the files that points depend on; each is read once.
struct FileDigests {
  private var known: [String: String]

  /// - Parameter known: digests that are known already, by path; of models behind the word `model`.
  init(known: [String: String] = [:]) { self.known = known }

  /// A larger model has its weights in its own file.
  private static let graphLimit = 64 << 20

  /// The digest of a file, or of all files of a folder with their names.
  /// - Throws: `FileAccessError`.
  mutating func digest(of path: String) throws -> String {
    if let digest = known[path] { return digest }
    let digest =
      FileKind.isFolder(path)
      ? ContentDigest(
        try FileKind.names(in: path).filter { !FileKind.isFolder("\(path)/\($0)") }
          .map { "\($0) \(try Self.file("\(path)/\($0)").text)" }.joined(separator: "\n")
      ).text : try Self.file(path).text
    known[path] = digest
    return digest
  }

  /// The digest of a model: of its file, and of the files beside it that it names, where weights may stand.
  /// - Throws: `FileAccessError`.
  mutating func digest(ofModel path: String) throws -> String {
    if let digest = known["model " + path] { return digest }
    let file = try MappedFile(path: path)
    let paths = SweepPaths(file: path)
    let own = path.dropFirst(paths.folder.count)
    let others =
      file.count > Self.graphLimit ? [] : FileKind.names(in: paths.folder.isEmpty ? "." : paths.folder)
    let named = others.filter { name in
      name != own && !name.hasSuffix(".onnx") && file.withUnsafeBytes { $0.contains(name) }
        && !FileKind.isFolder(paths.folder + name)
    }
    let parts = try named.map { "\($0) \(try Self.file(paths.folder + $0).text)" }
    let digest = ContentDigest(([try Self.file(path).text] + parts).joined(separator: "\n")).text
    known["model " + path] = digest
    return digest
  }

  private static func file(_ path: String) throws -> ContentDigest {
    let file = try MappedFile(path: path)
    return file.withUnsafeBytes { ContentDigest($0) }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes of a text stand somewhere among these.
  fileprivate func contains(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { wanted in
      guard let first = wanted.first, let wantedStart = wanted.baseAddress, let start = baseAddress else {
        return false
      }
      var offset = 0
      while offset + wanted.count <= count, let found = memchr(start + offset, Int32(first), count - offset) {
        offset = UnsafeRawPointer(found) - start
        guard offset + wanted.count <= count else { return false }
        if memcmp(found, wantedStart, wanted.count) == 0 { return true }
        offset += 1
      }
      return false
    }
  }
}
