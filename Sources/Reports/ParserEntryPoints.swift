/// Whether bytes are a `run.json`; one that is, is compared with itself, and shown in every format.
///
/// For fuzzing from outside the package: whatever the bytes, it answers.
public func isRunFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard let file = try? RunFile(Array(bytes), path: "run.json"), let report = try? ComparisonReport(file, file)
  else {
    return false
  }
  return ReportFormat.allCases.allSatisfy { (try? report.text(in: $0, top: 3, width: 80)) != nil }
}
