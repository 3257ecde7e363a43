import Diagnostics

/// Why a tensor's elements cannot be had from outside the model file.
enum ExternalDataFault: Error, CustomStringConvertible {
  case noLocation
  /// An absolute path, a `..`, or a link that leads out of the model's folder.
  case escapes(String)
  case notANumber(key: String, String)
  /// A model that came from memory has no folder.
  case noFolder(String)
  case file(FileAccessError)
  case outside(path: String, offset: Int, count: Int, fileSize: Int)
  case length(stated: Int, needed: Int)

  var description: String {
    switch self {
    case .noLocation: "its elements stand outside the file, but no location is given"
    case .escapes(let location): "its location `\(location)` is outside the model's folder"
    case .notANumber(let key, let text): "the \(key) `\(text)` of its elements is no number of bytes"
    case .noFolder(let location): "its elements stand in `\(location)`, but the model is no file with a folder"
    case .file(let error): "its elements stand in \(error.place): \(error.reason)"
    case .outside(let path, let offset, let count, let fileSize):
      "its elements are \(count) bytes from byte \(offset) of \(path) on, which has \(fileSize)"
    case .length(let stated, let needed): "\(stated) bytes of elements are stated where \(needed) are needed"
    }
  }
}
