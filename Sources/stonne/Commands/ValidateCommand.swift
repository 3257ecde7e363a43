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

  @Option(
    help:
      "Which engine simulates: fast or stepped. Their numbers are the same; stepping AlexNet takes many minutes.")
  var engine: SimulationEngine = .fast

  @Option(help: ArgumentHelp("Write into this file instead of stdout.", valueName: "file"))
  var out: String?

  @OptionGroup var host: HostOptions

  mutating func validate() throws {
    if out?.isEmpty == true { throw ValidationError("--out needs the name of a file.") }
  }

  mutating func run() throws {
    let report = ValidationReport(engine: engine, threads: host.threadCount)
    let text =
      switch format {
      case .markdown: report.markdown
      case .json: try JSONText.encode(ValidationDocument(report))
      }
    if let out { try WholeFile.write(text, to: out) } else { StandardStreams.writeOutput(text) }
    guard report.passed else { throw ExitStatus.checkFailed }
  }
}

/// What `validate` prints on stdout.
enum ValidationFormat: String, ExpressibleByArgument, CaseIterable {
  case markdown, json
}
