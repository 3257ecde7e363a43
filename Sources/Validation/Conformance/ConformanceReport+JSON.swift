import Reports

extension ConformanceReport {
  private struct Document: Encodable {
    let passed: Int
    let failed: Int
    let skipped: Int
    let cases: [Entry]
  }

  private struct Entry: Encodable {
    let name: String
    let model: String
    let outcome: String
    let reason: String?
  }

  /// The totals and each case with its reason, as JSON text.
  package func json() throws -> String {
    let cases = results.map(Self.entry)
    return try JSONText.encode(Document(passed: passed, failed: failed, skipped: skipped, cases: cases))
  }

  private static func entry(_ result: ConformanceResult) -> Entry {
    switch result.outcome {
    case .passed: Entry(name: result.name, model: result.model, outcome: "passed", reason: nil)
    case .failed(let reason): Entry(name: result.name, model: result.model, outcome: "failed", reason: reason)
    case .skipped(let reason): Entry(name: result.name, model: result.model, outcome: "skipped", reason: reason)
    }
  }
}
