import ArgumentParser
import CycleSimulator
import Glibc
import Reports
import StonneFlags

/// A command of STONNE's own command line, from its arguments to its exit code.
enum StonneSession {
  /// - Throws: ``StonneUsageError``, an `InputFault` or a `MachineFault`, or the exit code of a test that is
  ///   not passed.
  static func run(_ arguments: [String]) throws {
    switch try StonneCommandLine(arguments) {
    case .help: StandardStreams.writeOutput(Stonne.helpMessage() + "\n" + StonneHelp.operations)
    case .helpOn(let operation): StandardStreams.writeOutput(StonneHelp.flags(of: operation))
    case .run(let settings, let changes): try run(settings, changes)
    }
  }

  private static func run(_ settings: StonneSettings, _ changes: [StonneCommandLine.Change]) throws {
    let run = try StonneRun(settings)
    let result = try run.simulated()
    if let report = run.mapperReport { try WholeFile.write(report.text, to: report.fileName) }
    if let note = run.note { StandardStreams.writeError("stonne: note: \(note)\n") }
    // Only now, so that a refusal leaves nothing on stdout.
    let announcement = changes.map(\.announcement) + run.announcement
    StandardStreams.writeOutput(announcement.map { $0 + "\n" }.joined())
    if settings.hardware.printStatistics {
      StandardStreams.writeOutput("Printing stats\n")
      try writeStatistics(run, result)
    }
    StandardStreams.writeOutput("Number of cycles running: \(result.cycles)\n")
    if settings.operation.isSparse {
      StandardStreams.writeOutput("Running CPU version to compare results\n")
    }
    let computed = WholeNumberOutputs(of: run.layer, run.operands).values
    let verdict = StonneVerdict(of: run.layer, simulated: result.outputs, computed: computed)
    StandardStreams.writeOutput(verdict.text)
    guard verdict.passed else { throw ExitStatus.checkFailed }
  }

  private static func writeStatistics(_ run: StonneRun, _ result: LayerResult) throws {
    let files = StonneFiles(
      hardware: run.settings.hardware, layer: run.layer, tile: run.tile, statistics: result.statistics)
    let name = files.name(layerName: run.settings.layerName, timestamp: Int(time(nil)))
    var path = name
    if let folder = getenv("OUTPUT_DIR").map({ String(cString: $0) }), !folder.isEmpty {
      try WholeFile.makeFolder(folder)
      path = folder + "/" + name
    }
    try WholeFile.write(files.statisticsText, to: path + ".txt")
    try WholeFile.write(files.counters, to: path + ".counters")
  }
}

extension StonneCommandLine.Change {
  /// The line that STONNE prints for a flag that it took.
  fileprivate var announcement: String {
    name == "optimize" ? "Changing optimize \(text)" : "Changing \(name) to \(text)"
  }
}
