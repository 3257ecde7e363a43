import Foundation
import Testing

/// The rows of a fixture: comma separated, `#` starts a comment line, the first other line names the columns.
package struct CSVFixture: Sendable {
  /// A row, by the names of the columns.
  package struct Row: Sendable, CustomTestStringConvertible {
    package let fields: [String: String]
    /// The row as the file has it.
    package let testDescription: String

    package subscript(column: String) -> String { fields[column] ?? "" }
    package func integer(_ column: String) -> Int { Int(self[column]) ?? .min }
    package func number(_ column: String) -> Double { Double(self[column]) ?? .nan }
  }

  package let rows: [Row]

  /// - Parameter bundle: the test target's `Bundle.module`.
  package init(_ path: String, in bundle: Bundle) throws {
    let text = try String(contentsOf: bundle.bundleURL.appending(path: path), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let columns = (lines.first ?? "").split(separator: ",").map(String.init)
    rows = lines.dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Row(fields: Dictionary(uniqueKeysWithValues: zip(columns, fields)), testDescription: String(line))
    }
  }
}
