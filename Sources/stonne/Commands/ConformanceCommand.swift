import ArgumentParser
import ReferenceOperators
import Reports
import Validation

/// `stonne conformance`: ONNX's backend test cases on the reference executor.
struct ConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conformance",
    abstract: "Run ONNX's backend test cases below a folder on the reference executor.",
    discussion: """
      A case is a folder with model.onnx and test_data_set_*/, or light_X.onnx with \
      light_X_output_0.pb. A case that needs an operator or type that is not implemented is skipped. \
      The last line is the totals; the exit code is 1 if a case failed.
      """)

  @Argument(help: "A folder of cases.")
  var folder: String

  @Option(help: ArgumentHelp("Write every case with its outcome and reason.", valueName: "file"))
  var json: String?

  @Option(
    help: ArgumentHelp(
      "The cases that are known not to pass, with reasons; what differs from it is a failure.", valueName: "file"))
  var exceptions: String?

  @OptionGroup var host: HostOptions

  mutating func validate() throws {
    if json?.isEmpty == true { throw ValidationError("--json needs the name of a file.") }
  }

  mutating func run() throws {
    let context = ExecutionContext(threads: host.threadCount, memoryLimit: host.memoryLimit)
    let runner = ConformanceRunner(context: context)
    var report = ConformanceReport()
    let cases = try ConformanceCase.all(below: folder)
    if cases.isEmpty { throw CommandError.noConformanceCases(folder: folder) }
    if json != nil {
      try OutputConflict.requireNone(
        writing: NamedFile.option("--json", json),
        reading: cases.flatMap(\.files) + NamedFile.option("--exceptions", exceptions))
    }
    for test in cases {
      let result = runner.run(test)
      report.add(result)
      if case .failed(let reason) = result.outcome {
        StandardStreams.writeOutput("FAILED \(OneLine.text(result.name)): \(OneLine.message(reason))\n")
      }
    }
    if let json { try WholeFile.write(try report.json(), to: json) }
    let differences = try exceptions.map { try ConformanceExceptions(path: $0).differences(from: report) } ?? []
    for difference in differences { StandardStreams.writeOutput(OneLine.text(difference) + "\n") }
    StandardStreams.writeOutput(report.totals + "\n")
    if exceptions == nil ? report.failed > 0 : !differences.isEmpty { throw ExitStatus.checkFailed }
  }
}
