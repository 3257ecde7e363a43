import ArgumentParser
import Mapping
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

  mutating func validate() throws {
    if let budget, !(budget > 0 && budget.isFinite) {
      throw ValidationError("--budget \(budget): more than 0 seconds are needed.")
    }
    guard candidates >= 1 else { throw ValidationError("--candidates \(candidates): 1 or more.") }
  }

  var limits: SearchLimits { SearchLimits(candidates: candidates, seconds: budget) }
}

extension TileTarget: ExpressibleByArgument {}
