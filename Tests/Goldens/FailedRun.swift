import Foundation
import Testing

/// A recorded run in which STONNE itself fails (see Recorded/README.md).
struct FailedRun: Decodable, Sendable, CustomTestStringConvertible {
  let args: [String]
  /// How it ended there: `abort`, `segmentation fault` or `wrong outputs`.
  let ending: String
  /// "Number of cycles running", where STONNE came as far as that.
  let cycles: Int?

  static func recorded() throws -> [FailedRun] {
    let file = try #require(Bundle.module.url(forResource: "Recorded/failed", withExtension: "jsonl"))
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      try JSONDecoder().decode(FailedRun.self, from: Data(line.utf8))
    }
  }

  var testDescription: String { "stonne " + args.joined(separator: " ") }
}
