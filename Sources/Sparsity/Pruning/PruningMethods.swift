import Diagnostics

/// The pruning methods by the names they have on the command line.
package enum PruningMethods {
  /// The spellings that ``parse(_:)`` accepts.
  package static let forms = ["magnitude", "global", "n:m", "block:RxC", "channel"]

  /// Forms with numbers for their letters.
  private static let examples = ["n:m": "2:4", "block:RxC": "block:4x4"]

  /// The method that a text is most like, with numbers where it has any.
  static func nearest(to text: String) -> String? {
    nearestName(to: text, among: forms + examples.values.sorted()).map { examples[$0] ?? $0 }
  }

  /// - Parameter text: one of ``forms`` with numbers for the letters: `2:4`, `block:4x4`.
  /// - Throws: ``SparsityError/unknownMethod(_:)``, ``SparsityError/methodParameters(method:found:expected:)``.
  package static func parse(_ text: String) throws(SparsityError) -> any PruningMethod {
    switch text {
    case "magnitude": return MagnitudePruning()
    case "global": return GlobalMagnitudePruning()
    case "channel": return ChannelPruning()
    default: break
    }
    let block = "block:"
    if text.hasPrefix(block), let (rows, columns) = pair(text.dropFirst(block.count), separator: "x") {
      return try BlockPruning(rows: rows, columns: columns)
    }
    if let (kept, group) = pair(text[...], separator: ":") {
      return try FineGrainedPruning(keeping: kept, of: group)
    }
    throw .unknownMethod(text)
  }

  private static func pair(_ text: Substring, separator: Character) -> (Int, Int)? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = Int(parts[0]), let second = Int(parts[1]) else { return nil }
    return (first, second)
  }
}
