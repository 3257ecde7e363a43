import ArgumentParser
import Mapping
import Reports
import Workload

/// Options that say what a good tile is, and how long the best one is searched for.
struct SearchOptions: ParsableArguments {
  @Option(help: "What a tile is to make small: performance is cycles, energy_efficiency is cycles times energy.")
  var target: TileTarget = .performance

  @Option(
    help: ArgumentHelp(
      "Seconds that the search for the best tile of a layer may take (default: no limit).", valueName: "seconds"))
  var budget: Double?

  @Option(
    help: ArgumentHelp("Tiles that the search for the best one of a layer simulates at most.", valueName: "n"))
  var candidates = SearchLimits().candidates

  @Option(
    name: .customLong("mapping-cache"),
    help: ArgumentHelp(
      "A file that keeps the best tiles found for later runs; made where it is not there.", valueName: "file"))
  var cache: String?

  mutating func validate() throws {
    if cache?.isEmpty == true { throw ValidationError("--mapping-cache needs the name of a file.") }
    if let budget, !(budget > 0 && budget < 1e9) {
      throw ValidationError("--budget \(budget): more than 0 seconds, and less than 1e9.")
    }
    guard candidates >= 1 else { throw ValidationError("--candidates \(candidates): 1 or more.") }
  }

  /// What is read and written again for them.
  var files: [NamedFile] { NamedFile.option("--mapping-cache", cache) }

  /// - Throws: the errors of the cache's file.
  func mappingCache() throws -> MappingCache? { try cache.map { try MappingCache(path: $0) } }

  /// Keeps what was found.
  /// - Throws: `MachineFault`.
  func write(_ cache: MappingCache?, quietly: Bool) throws {
    guard let cache else { return }
    try cache.write()
    let rejected = cache.memory.rejected
    guard rejected > 0, !quietly else { return }
    StandardStreams.writeError(
      "stonne: note: \(rejected) tiles of the mapping cache were searched again: the simulator does not confirm them\n"
    )
  }

  var limits: SearchLimits { SearchLimits(candidates: candidates, seconds: budget) }
}

extension TileTarget: ExpressibleByArgument {}
