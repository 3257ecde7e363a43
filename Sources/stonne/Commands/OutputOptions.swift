import ArgumentParser
import Reports

/// Options that say what is reported and where.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write run.json, layers.csv, report.html, trace.json and outputs.npz into this folder.", valueName: "dir"))
  var out: String?

  @Option(help: "With `full`, --out also gets STONNE's two statistics files of each layer.")
  var detail: ReportDetail = .normal

  @Option(help: "What goes to stdout.")
  var format: ReportFormat = .table

  @Flag(help: "Leave out everything that depends on the clock: equal inputs give equal bytes.")
  var noTimings = false

  @Option(
    help: ArgumentHelp("Clock of the simulated machine, for the time axis of trace.json.", valueName: "mhz"))
  var clockMhz = TraceFile.standardClock

  /// What is written for them.
  /// - Parameter machines: hardware files.
  func files(machines: [String]) -> [NamedFile] {
    out.map { RunReport.files(in: $0, machines: machines, detail: detail) } ?? []
  }

  mutating func validate() throws {
    guard (0.001...1_000_000).contains(clockMhz) else {
      throw ValidationError("--clock-mhz \(clockMhz): between 0.001 and 1000000 megahertz.")
    }
    if detail == .full, out == nil { throw ValidationError("--detail full needs --out DIR.") }
    if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
  }
}

extension ReportDetail: ExpressibleByArgument {}
extension ReportFormat: ExpressibleByArgument {}
