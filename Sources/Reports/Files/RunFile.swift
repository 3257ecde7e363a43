import Diagnostics
import FoundationEssentials
import SettingsFiles

/// A `run.json`, read back: of one machine or of several.
package struct RunFile: Sendable {
  /// One a machine.
  package let runs: [RunDocument]
  /// `nil` for one machine, and for runs that were interrupted.
  package let comparison: MachineComparison?

  /// Bytes that a `run.json` may have: that of a network of 100,000 nodes on four machines has fewer.
  private static let sizeLimit = 1 << 30

  /// - Parameter folder: what `--out` named.
  /// - Throws: `FileAccessError` where there is no `run.json`, ``ReportError/notARun(path:reason:)`` where it is none.
  package init(folder: String) throws {
    try self.init(path: folder + "/run.json")
  }

  /// - Throws: as ``init(folder:)``.
  package init(path: String) throws {
    let bytes = try readFile(path, limit: Self.sizeLimit)
    do {
      if let several = try JSONText.decode(Kind.self, from: bytes).runs {
        guard !several.isEmpty else { throw ReportError.notARun(path: path, reason: "`runs` is empty") }
        let document = try JSONText.decode(RunsDocument.self, from: bytes)
        runs = document.runs
        comparison = document.comparison
      } else {
        runs = [try JSONText.decode(RunDocument.self, from: bytes)]
        comparison = nil
      }
    } catch let error as DecodingError {
      throw ReportError.notARun(path: path, reason: Self.reason(of: error))
    }
  }

  /// What tells the two kinds of `run.json` apart.
  private struct Kind: Decodable {
    struct Anything: Decodable {
      init(from decoder: any Decoder) {}
    }
    var runs: [Anything]?
  }

  private static func reason(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context): "`\(place(context.codingPath + [key]))` is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "`\(place(context.codingPath))` is not of the type that it has in a run"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      "`\(place(context.codingPath))` has a value that it cannot have"
    case .dataCorrupted: "it is not JSON"
    @unknown default: "it is not a run's"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
  }
}
