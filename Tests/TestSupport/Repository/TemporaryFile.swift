import Foundation

/// Writes a file into a fresh folder of its own.
/// - Returns: its path.
package func temporaryFile(_ name: String, _ bytes: [UInt8]) throws -> String {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  let file = folder.appending(path: name)
  try Data(bytes).write(to: file)
  return file.path
}
