import CycleSimulator
import Hardware
import Workload

/// A search by branch and bound: the tile that could be the best is simulated next, until what the rest cost at least
/// exceeds the best that was found.
struct TileSearcher {
  let target: TileTarget
  let costs: ActivityCosts?
  let limits: SearchLimits
  /// How many of the best are wanted, and proven.
  let wanted: Int
  /// Whether a tile may run.
  let isLegal: (Tile) -> Bool
  let price: (Tile) -> TileRun.Outcome?

  private var found: [TileRun.Outcome] = []
  private var tried: Set<Tile> = []
  /// Energy of a cycle, whatever the tile does in it.
  private var power = 0.0
  private var deadline: ContinuousClock.Instant?

  init(
    target: TileTarget, costs: ActivityCosts, limits: SearchLimits, wanted: Int, isLegal: @escaping (Tile) -> Bool,
    price: @escaping (Tile) -> TileRun.Outcome?
  ) {
    self.target = target
    self.costs = target == .performance ? nil : costs
    self.limits = limits
    self.wanted = wanted
    self.isLegal = isLegal
    self.price = price
    deadline = limits.seconds.map { .now + .seconds($0) }
  }

  /// - Parameters:
  ///   - known: legal tiles that others chose: they are priced first, so that the result is no worse.
  ///   - floor: what no tile of the space stays below.
  mutating func search(
    _ space: TileSpace, bounds: inout some TileBounds & ~Copyable, known: [Tile], floor: CostBound
  ) -> TileSearch {
    for tile in known where tried.insert(tile).inserted { add(tile) }
    var tiles = 0
    var isComplete = true
    var waiting: [BoundQueue.Entry] = []
    space.visit { tile in
      tiles += 1
      if tiles > limits.tiles || (tiles.isMultiple(of: 1024) && isOver) {
        isComplete = false
        return false
      }
      let bound = cost(bounds.quick(tile, costs))
      if bound < worstWanted { waiting.append(.init(bound: bound, place: tiles, tile: tile)) }
      return true
    }
    waiting.sort(by: <)
    var rest = settle(waiting[...], &bounds)
    if !isComplete { rest = min(rest, cost(floor)) }
    return result(tiles: tiles, rest: rest)
  }

  /// Prices the tiles that may be among the best.
  /// - Parameter waiting: with quick bounds, in order.
  /// - Returns: what those that were not priced cost at least.
  private mutating func settle(
    _ waiting: ArraySlice<BoundQueue.Entry>, _ bounds: inout some TileBounds & ~Copyable
  ) -> Double {
    var waiting = waiting
    var close = BoundQueue()
    while true {
      let least = min(waiting.first?.bound ?? .infinity, close.first?.bound ?? .infinity)
      if least >= worstWanted || isOver || found.count >= limits.candidates { return least }
      if let entry = waiting.first, entry.bound <= close.first?.bound ?? .infinity {
        waiting.removeFirst()
        guard !tried.contains(entry.tile), isLegal(entry.tile) else { continue }
        let bound = max(entry.bound, cost(bounds.close(entry.tile, costs)))
        close.insert(.init(bound: bound, place: entry.place, tile: entry.tile))
      } else if let entry = close.first {
        close.removeFirst()
        add(entry.tile)
      }
    }
  }

  private mutating func add(_ tile: Tile) {
    guard let outcome = price(tile) else { return }
    power = outcome.staticEnergy / Double(max(outcome.cycles, 1))
    found.insert(outcome, at: found.firstIndex { cost($0) > cost(outcome) } ?? found.count)
  }

  private func result(tiles: Int, rest: Double) -> TileSearch {
    let best = found.first.map(cost) ?? rest
    return TileSearch(
      candidates: found.map(TileCandidate.init),
      proof: SearchProof(bound: min(best, rest), isProven: best <= rest, tiles: tiles, simulated: found.count))
  }

  // MARK: - Terms

  /// The cost of the worst of the best that are wanted.
  private var worstWanted: Double { found.count < wanted ? .infinity : cost(found[wanted - 1]) }

  private var isOver: Bool { deadline.map { ContinuousClock.now >= $0 } ?? false }

  private func cost(_ outcome: TileRun.Outcome) -> Double {
    target.cost(cycles: outcome.cycles, energy: outcome.energy)
  }

  /// Rounding in another order than the simulator's must not make a bound exceed what it bounds.
  private func cost(_ bound: CostBound) -> Double {
    let energy = (bound.dynamicEnergy + power * Double(bound.cycles)) * (1 - 1e-9)
    return target.cost(cycles: bound.cycles, energy: energy)
  }
}
