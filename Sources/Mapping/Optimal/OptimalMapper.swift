import CycleSimulator
import Hardware
import Sparsity
import Workload

/// Chooses the tile that the simulator itself finds best.
///
/// The tiles of a ``TileSpace`` are simulated in the order of their ``CycleBound``, the most promising first,
/// until the bound of the next exceeds the best run: then no other tile of the space can be faster.
/// A search ends after ``simulationLimit`` runs in any case.
package struct OptimalMapper: Sendable {
  /// Runs that a search may take.
  package static let simulationLimit = 48

  private let hardware: HardwareConfiguration

  /// - Parameter hardware: a machine that `HardwareLegality` passes.
  package init(on hardware: HardwareConfiguration) { self.hardware = hardware }

  /// The tiles that were simulated, best first; on equal terms the first in the order of the search.
  /// - Parameters:
  ///   - known: legal tiles that other mappers chose: they are tried first, so that none of them is better.
  ///   - sparsity: share of zeros in a SparseDense layer's left operand; its rows are taken to have equally
  ///     many non-zeros.
  package func candidates(
    for layer: Layer, target: TileTarget = .performance, known: [Tile] = [], sparsity: Float = 0,
    longestRow: Int? = nil
  ) -> [TileCandidate] {
    let tiles = TileSpace(layer, on: hardware, longestRow: longestRow).tiles.filter { !known.contains($0) }
    let bounded = tiles.map { (tile: $0, bound: CycleBound(layer, $0, on: hardware).cycles) }
      .enumerated().sorted { ($0.element.bound, $0.offset) < ($1.element.bound, $1.offset) }.map(\.element)
    let run = TileRun(layer, on: hardware, sparsity: sparsity)

    var found = known.compactMap(run.candidate)
    for (tile, bound) in bounded {
      guard found.count < Self.simulationLimit else { break }
      if target == .performance, let best = found.map(\.cycles).min(), bound >= best { break }
      if let candidate = run.candidate(tile) { found.append(candidate) }
    }
    return found.enumerated()
      .sorted { ($0.element.cost(target), $0.offset) < ($1.element.cost(target), $1.offset) }
      .compactMap { _, found in
        found.tile.map { TileCandidate($0, .simulated(cycles: found.cycles, energy: found.energy)) }
      }
  }
}

extension TileRun.Outcome {
  fileprivate func cost(_ target: TileTarget) -> Double {
    switch target {
    case .performance: Double(cycles)
    case .energy: energy
    case .energyEfficiency: Double(cycles) * energy
    }
  }
}
