import Diagnostics
import Glibc
import TensorFiles
import Tensors

/// The folder that a model's external data may stand in, with the files mapped so far.
final class ExternalDataFolder {
  /// `nil` for a model that came from memory.
  private let folder: String?
  /// What to do about a file that is not there.
  let missing: MissingData
  private var files: [String: MappedFile] = [:]

  /// - Parameter modelPath: path of the model file; its folder, links resolved, is where data may be.
  init(ofModelAt modelPath: String?, missing: MissingData) {
    folder = modelPath.map { path in
      path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    }
    self.missing = missing
  }

  /// The elements at `location`, mapped.
  /// - Parameter count: bytes that the tensor needs.
  func bytes(at location: ExternalDataLocation, count: Int) throws(ExternalDataFault) -> TensorBytes {
    guard let folder else { throw .noFolder(location.path) }
    if let length = location.length, length != count { throw .length(stated: length, needed: count) }
    let file = try mapped(location.path, in: folder)
    guard location.offset <= file.count, count <= file.count - location.offset else {
      throw .outside(path: file.path, offset: location.offset, count: count, fileSize: file.count)
    }
    return file.slice(location.offset..<location.offset + count)
  }

  private func mapped(_ path: String, in folder: String) throws(ExternalDataFault) -> MappedFile {
    if let file = files[path] { return file }
    let joined = folder + path
    // A link out of the folder shows only when links are resolved; a missing file resolves to nothing.
    if let root = Self.resolved(folder), let target = Self.resolved(joined) {
      guard root == "/" || target.hasPrefix(root + "/") else { throw .escapes(path) }
    }
    do throws(FileAccessError) {
      let file = try MappedFile(path: joined)
      files[path] = file
      return file
    } catch {
      throw .file(error)
    }
  }

  private static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }
}
