import ArgumentParser
import Reports

/// `stonne compare`: two runs side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two runs, layer by layer.",
    discussion: """
      Layers are matched by name. Cycles, energy and utilization stand side by side, then the totals, the layers \
      that moved most, and those that only one run has.
      """)

  @Argument(help: "The first run: its folder, or its run.json.")
  var a: String

  @Argument(help: "The second run.")
  var b: String

  @Option(help: ArgumentHelp("How many of the layers that moved most to name.", valueName: "n"))
  var top = 5

  @Option(help: "What goes to stdout.")
  var format: ReportFormat = .table

  @Option(help: ArgumentHelp("Also write a page with a figure and a table to sort and search.", valueName: "file"))
  var html: String?

  mutating func validate() throws {
    if html?.isEmpty == true { throw ValidationError("--html needs the name of a file.") }
    guard top >= 1 else { throw ValidationError("--top \(top): 1 or more.") }
  }

  mutating func run() throws {
    let (first, second) = (try RunFile(path: a), try RunFile(path: b))
    try OutputConflict.requireNone(
      writing: NamedFile.option("--html", html),
      reading: [first, second].map { NamedFile($0.path, named: "a run that is compared") })
    let report = try ComparisonReport(first, second)
    if let html { try WholeFile.write(report.html, to: html) }
    StandardStreams.writeOutput(
      try report.text(
        in: format, top: top, width: StandardStreams.outputWidth, style: StandardStreams.outputStyle))
  }
}
