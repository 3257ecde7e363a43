import SettingsFiles
import Sparsity

/// Pruning ratios by layer: a TOML file of lines `"layer name" = ratio`.
package struct SparsityMap: Sendable {
  let path: String
  let ratios: [String: PruningRatio]

  /// - Throws: `SettingsError` for a value that is no ratio.
  package init(path: String) throws {
    self.path = path
    var reader = try SettingsDocument(path: path).reader
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
