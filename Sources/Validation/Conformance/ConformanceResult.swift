/// What became of a conformance case.
package struct ConformanceResult: Sendable, Equatable {
  /// How a case ended.
  package enum Outcome: Sendable, Equatable {
    case passed
    case failed(String)
    /// An operator or a type that is not implemented.
    case skipped(String)
  }

  package let name: String
  /// Path of the model.
  package let model: String
  package let outcome: Outcome

  package init(name: String, model: String, outcome: Outcome) {
    self.name = name
    self.model = model
    self.outcome = outcome
  }
}

/// The results of a suite.
package struct ConformanceReport: Sendable {
  package private(set) var results: [ConformanceResult] = []

  package init() {}

  /// Counts another case.
  package mutating func add(_ result: ConformanceResult) { results.append(result) }

  package var passed: Int { results.count { $0.outcome == .passed } }
  package var failed: Int { results.count { if case .failed = $0.outcome { true } else { false } } }
  package var skipped: Int { results.count - passed - failed }

  /// `N passed, N failed, N skipped`.
  package var totals: String { "\(passed) passed, \(failed) failed, \(skipped) skipped" }
}
