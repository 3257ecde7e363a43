/// Names of files that belong to a layer: characters outside `A-Za-z0-9._-` become `_`, repeats get `~2`. `.` and `..`,
/// which lead elsewhere where a folder is named, become `_` and `__`.
package struct LayerFileName {
  private var taken: [String: Int] = [:]

  package init() {}

  /// The file name (without extension) of the next layer.
  package mutating func name(for layer: String) -> String {
    let clean = Self.clean(layer)
    let count = (taken[clean] ?? 0) + 1
    taken[clean] = count
    return count == 1 ? clean : "\(clean)~\(count)"
  }

  /// Cut at 120 bytes, since file systems end at 255.
  private static func clean(_ name: String) -> String {
    let bytes = name.unicodeScalars.prefix(120).map { scalar -> Character in
      switch scalar {
      case "A"..."Z", "a"..."z", "0"..."9", ".", "_", "-": Character(scalar)
      default: "_"
      }
    }
    if bytes.isEmpty { return "_" }
    return bytes == ["."] || bytes == [".", "."] ? String(repeating: "_", count: bytes.count) : String(bytes)
  }
}
