/// What a command prints on stdout.
package enum ReportFormat: String, CaseIterable, Sendable {
  case table, json, csv
}

/// How much a run's folder holds.
package enum ReportDetail: String, CaseIterable, Sendable {
  case normal
  /// STONNE's `.counters` and `.txt` statistics of every layer as well.
  case full
}
