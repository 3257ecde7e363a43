import Diagnostics
import TensorFiles

/// The cases of a suite that are known not to pass, each with its reason.
///
/// A text file: a case a line, its name, a tab, why it does not pass. Lines that start with `#` are comments.
package struct ConformanceExceptions: Sendable, Equatable {
  /// By the case's name.
  package let reasons: [String: String]

  /// - Throws: ``Fault`` for a line that is none of the above or names a case again.
  package init(_ text: String, path: String) throws(Fault) {
    var reasons: [String: String] = [:]
    for (index, line) in text.split(separator: Character("\n"), omittingEmptySubsequences: false).enumerated() {
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let fields = line.split(separator: Character("\t"), omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 2, !fields[0].isEmpty, !fields[1].isEmpty else {
        throw Fault(path: path, line: index + 1, reason: "not a case's name, a tab and a reason")
      }
      guard reasons.updateValue(fields[1], forKey: fields[0]) == nil else {
        throw Fault(path: path, line: index + 1, reason: "the case `\(fields[0])` is listed twice")
      }
    }
    self.reasons = reasons
  }

  /// Reads the file.
  package init(path: String) throws {
    let file = try MappedFile(path: path)
    try self.init(file.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }, path: path)
  }

  /// A line for each case that does not pass and is not listed, and for each that is listed and passes or is
  /// not there.
  package func differences(from report: ConformanceReport) -> [String] {
    var unseen = Set(reasons.keys)
    var lines: [String] = []
    for result in report.results {
      let isListed = unseen.remove(result.name) != nil
      switch result.outcome {
      case .passed where isListed:
        lines.append("LISTED \(result.name): it passes, and is listed as one that does not")
      case .failed(let reason) where !isListed, .skipped(let reason) where !isListed:
        lines.append("UNLISTED \(result.name): \(reason)")
      default: break
      }
    }
    return lines + unseen.sorted().map { "LISTED \($0): there is no such case" }
  }
}

extension ConformanceExceptions {
  /// A line that cannot be used.
  package struct Fault: InputFault, Equatable {
    package let path: String
    package let line: Int
    package let reason: String

    package var what: String { "list of exceptions" }
    package var place: String { "\(path):\(line)" }
  }
}
