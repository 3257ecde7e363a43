import ArgumentParser
import Reports

/// `stonne report`: the page of a run that was made before.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write report.html again, from run.json.",
    discussion: "What its words and numbers mean: `stonne statistics`.")

  @Argument(help: ArgumentHelp("The folder that `stonne run --out` wrote.", valueName: "dir"))
  var folder: String

  mutating func run() throws {
    let file = try RunFile(path: folder)
    let parent = file.path.lastIndex(of: "/").map { file.path[...$0] } ?? ""
    let page = "\(parent)report.html"
    try OutputConflict.requireNone(
      writing: [NamedFile(page, named: "the report")], reading: [NamedFile(file.path, named: "the run itself")])
    try WholeFile.write(RunPage(file).text, to: page)
  }
}
