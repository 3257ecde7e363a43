import Foundation
import Testing

/// What every refusal of unusable input has in common: exit code 65, one line that says why, nothing on
/// standard output, and no file written.
enum Refusal {
  /// - Parameters:
  ///   - arguments: a `run` command without `--out`.
  ///   - fragments: what the message has to name.
  static func expect(_ arguments: [String], naming fragments: [String] = []) throws {
    try TemporaryFolder.with { folder in
      let out = folder.appending(path: "out")
      let result = try StonneBinary.run(arguments + ["--out", out.path])
      let lines = result.errors.split(separator: "\n")
      #expect(result.exitCode == 65, "\(result.errors)")
      #expect(lines.filter { $0.hasPrefix("stonne: error: ") }.count == 1, "\(result.errors)")
      #expect(lines.first?.hasPrefix("stonne: error: ") == true, "\(result.errors)")
      #expect(lines.allSatisfy { $0.utf8.count <= 1000 }, "\(result.errors)")
      #expect(result.output == "")
      #expect(!FileManager.default.fileExists(atPath: out.path), "a folder was made")
      for fragment in fragments {
        #expect(result.errors.contains(fragment), "`\(fragment)` is not named: \(result.errors)")
      }
    }
  }
}
