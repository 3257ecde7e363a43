import ArgumentParser
import CycleSimulator
import Reports
import Validation

/// `stonne validate`: the published numbers, run again.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Run the published numbers again, side by side.",
    discussion: """
      Cycles of the hardware (RTL), of the publications, of STONNE as it stands today, and of this program. \
      The exit code is 1 where a run that STONNE reproduces comes out different here.
      """)

  @Option(help: "What goes to stdout: markdown or json.")
  var format: ValidationFormat = .markdown

  @Option(help: "Which engine simulates: fast or stepped; their numbers are the same.")
  var engine: SimulationEngine = .fast

  mutating func run() throws {
    let report = ValidationReport(engine: engine)
    switch format {
    case .markdown: StandardStreams.writeOutput(report.markdown)
    case .json: StandardStreams.writeOutput(try JSONText.encode(ValidationDocument(report)))
    }
    guard report.passed else { throw ExitStatus.checkFailed }
  }
}

/// What `validate` prints on stdout.
enum ValidationFormat: String, ExpressibleByArgument, CaseIterable {
  case markdown, json
}
