import Foundation
import Testing

/// One recorded run of STONNE's own command line (see Recorded/README.md).
struct RecordedRun: Decodable, Sendable, CustomTestStringConvertible {
  let args: [String]
  let cycles: Int
  /// SHA-256 of the `.counters` file, and of the `.txt` statistics as canonical JSON.
  let counters: String
  let statistics: String

  /// The runs of `Recorded/<name>.jsonl`.
  static func recorded(_ name: String) throws -> [RecordedRun] {
    let file = try #require(Bundle.module.url(forResource: "Recorded/\(name)", withExtension: "jsonl"))
    let decoder = JSONDecoder()
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      try decoder.decode(RecordedRun.self, from: Data(line.utf8))
    }
  }

  /// The value of the option `-name=`, if it was given.
  func option(_ name: String) -> String? {
    args.lazy.compactMap { argument -> String? in
      argument.hasPrefix("-\(name)=") ? String(argument.dropFirst(name.count + 2)) : nil
    }.first
  }

  /// The whole number of the option `-name=`, or what STONNE takes where it is not given.
  func number(_ name: String, default value: Int) throws -> Int {
    guard let text = option(name) else { return value }
    return try #require(Int(text), "option -\(name)=\(text)")
  }

  var testDescription: String { "stonne " + args.joined(separator: " ") }
}
