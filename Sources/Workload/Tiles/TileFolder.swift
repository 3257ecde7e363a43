import Diagnostics
import SettingsFiles

/// Where a run finds the tiles of its layers: a folder with a file a layer, or one file for all of them.
package struct TileFolder: Sendable {
  private enum Source: Sendable {
    case folder(String)
    case file(TileFile)
  }

  private let source: Source

  /// - Parameter path: a folder, or a tile file.
  /// - Throws: `FileAccessError` where the path is neither, `SettingsError`, `MachineFault`.
  package init(path: String) throws {
    source = FileKind.isFolder(path) ? .folder(path) : try .file(TileFile(path: path))
  }

  /// The tile file of a layer: `<name>.txt`, else `NNN.txt` with the layer's index in three digits or more.
  /// - Parameter fileName: the layer's name as file names bear it.
  /// - Returns: `nil` where a folder has neither file.
  package func file(layerNamed fileName: String, index: Int) throws -> TileFile? {
    switch source {
    case .file(let file): return file
    case .folder(let folder):
      let digits = "\(index)"
      let number = String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
      for name in [fileName, number] {
        let path = "\(folder)/\(name).txt"
        if FileKind.exists(path) { return try TileFile(path: path) }
      }
      return nil
    }
  }
}
