import ArgumentParser
import CycleSimulator
import Mapping
import ModelRunner
import Reports

/// Options that say which accelerator runs the layers, and how they are cut to fit it.
struct MachineOptions: ParsableArguments {
  @Option(
    name: .customLong("hw"), parsing: .singleValue,
    help: ArgumentHelp("Hardware file (STONNE's .cfg format); repeatable.", valueName: "file"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder with <layer>.txt or NNN.txt tiles, or one tile file for all layers.", valueName: "path"))
  var tiles: String?

  @Option(help: "Who chooses a tile where none is given.")
  var mapper: MapperName = .stonne

  @Flag(help: "SIGMA: take the stationary vectors largest first.")
  var optimize = false

  @Option(help: "Both engines give the same numbers.")
  var engine: SimulationEngine = .fast

  @Option(
    name: .customLong("energy-table"),
    help: ArgumentHelp("Energy and area of each component (default: the shipped table).", valueName: "file"))
  var energyTable: String?

  /// What is read for them.
  var files: [NamedFile] {
    paths.flatMap { NamedFile.option("--hw", $0) }
      + NamedFile.option("--tiles", tiles, filesWhere: { $0.hasSuffix(".txt") })
      + NamedFile.option("--energy-table", energyTable)
  }

  /// Writes the options into a request.
  func apply(to request: inout RunRequest) {
    request.machines = paths
    request.tiles = tiles
    request.mapper = mapper
    request.engine = engine
    request.optimizesStationaryOrder = optimize
    request.energyTable = energyTable
  }
}

extension SimulationEngine: ExpressibleByArgument {}
extension MapperName: ExpressibleByArgument {}
