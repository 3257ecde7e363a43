import ModelRunner

/// The outcome of `--check` or `--expect`. An error that is not finite is written as `null`.
package struct CheckDocument: Codable, Sendable {
  /// How far one output is off; the errors are `null` where they are not finite.
  package struct Output: Codable, Sendable {
    package var passed: Bool
    @Nullable package var maxAbsError: Double?
    @Nullable package var maxRelError: Double?
    @Nullable package var reason: String?

    enum CodingKeys: String, CodingKey {
      case passed, reason
      case maxAbsError = "max_abs_error"
      case maxRelError = "max_rel_error"
    }
  }

  package var passed: Bool
  @Nullable package var maxAbsError: Double?
  @Nullable package var maxRelError: Double?
  package var outputs: [String: Output]

  enum CodingKeys: String, CodingKey {
    case passed, outputs
    case maxAbsError = "max_abs_error"
    case maxRelError = "max_rel_error"
  }

  package init(_ report: CheckReport) {
    passed = report.passed
    maxAbsError = report.maxAbsoluteError.finite
    maxRelError = report.maxRelativeError.finite
    outputs = [:]
    for output in report.outputs {
      outputs[output.name] = Output(
        passed: output.passed, maxAbsError: output.maxAbsoluteError.finite,
        maxRelError: output.maxRelativeError.finite, reason: output.reason)
    }
  }
}

extension Double {
  fileprivate var finite: Double? { isFinite ? self : nil }
}
