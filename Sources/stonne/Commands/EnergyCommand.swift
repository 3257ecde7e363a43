import ArgumentParser
import Hardware
import Reports
import SettingsFiles

/// `stonne energy`: what the counters of a run cost.
struct EnergyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "energy",
    abstract: "Energy and area from a .counters file, as STONNE's script prints them.",
    discussion: """
      Each instance of a component costs its AREA, its STATIC energy a cycle, and the energy of each operation \
      that was counted. The numbers have the units of the table; STONNE's own table states none.
      """)

  @Option(help: ArgumentHelp("Energy and area of each component (default: the shipped table).", valueName: "file"))
  var table: String?

  @Option(help: ArgumentHelp("Counters of a run (.counters).", valueName: "file"))
  var counters: String

  @Option(help: ArgumentHelp("Write into this file instead of stdout.", valueName: "file"))
  var out: String?

  @Flag(name: .shortAndLong, help: "Also print the energy of every instance of every component.")
  var verbose = false

  @Flag(help: "Errors only on stderr; there is nothing else that this command says there.")
  var quiet = false

  mutating func validate() throws {
    if out?.isEmpty == true { throw ValidationError("--out needs the name of a file.") }
  }

  mutating func run() throws {
    try OutputConflict.requireNone(
      writing: NamedFile.option("--out", out),
      reading: NamedFile.option("--counters", counters) + NamedFile.option("--table", table))
    let tableBytes = try table.map { try readFile($0, limit: EnergyTable.sizeLimit) }
    let costs = try tableBytes.map { try EnergyTable(text: $0, path: table ?? "") } ?? .standard
    let tableText = tableBytes.map { String(decoding: $0, as: UTF8.self) }
    let text = try StonneEnergyText(
      table: costs, tableText: tableText, tablePath: table, counters: CountersFile(path: counters)
    ).text(isVerbose: verbose)
    if let out {
      try WholeFile.write(text, to: out)
    } else {
      StandardStreams.writeOutput(text + "\n")
    }
  }
}
