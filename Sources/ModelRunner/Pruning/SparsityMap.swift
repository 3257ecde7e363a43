import SettingsFiles
import Sparsity

/// Pruning ratios by layer: a TOML file of lines `"layer name" = ratio`.
package struct SparsityMap: Sendable {
  let path: String
  let ratios: [String: PruningRatio]

  /// - Throws: `SettingsError` for a value that is no ratio, `FileAccessError`, `MachineFault`.
  package init(path: String) throws {
    try self.init(SettingsDocument(path: path))
  }

  /// - Throws: `SettingsError` for a value that is no ratio.
  fileprivate init(_ document: SettingsDocument) throws(SettingsError) {
    path = document.file
    var reader = document.reader
    var ratios: [String: PruningRatio] = [:]
    for entry in reader.allEntries() {
      let key = entry.key
      let number: Double? =
        switch entry.value.content {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
      guard let number, let ratio = try? PruningRatio(number) else {
        throw SettingsError.outOfRange(
          key: key, shown: entry.value.shown, accepted: "a ratio from 0 (keep all) to 1 (clear all)",
          place: entry.place)
      }
      ratios[key] = ratio
    }
    self.ratios = ratios
  }
}

/// Whether bytes are a sparsity map: the entry point for other packages (fuzzing). Never traps.
public func isSparsityMap(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? SparsityMap(SettingsDocument(text: Array(bytes), file: "map"))) != nil
}
