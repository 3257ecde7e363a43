import CycleSimulator
import Hardware
import Workload

/// Chooses the tile that the simulator itself finds best, and says whether that is proven.
///
/// Every tile of a ``TileSpace`` is bounded from below; those whose bound is least are simulated, until no bound of
/// the rest is below the best that was found. The result does not depend on threads, nor on time unless time is
/// limited.
package struct OptimalMapper: Sendable {
  private let hardware: HardwareConfiguration
  private let table: EnergyTable
  private let costs: ActivityCosts
  private let profiles: ReductionProfiles

  /// - Parameters:
  ///   - hardware: a machine that `HardwareLegality` passes.
  ///   - table: has a cost for everything that the machine does.
  package init(on hardware: HardwareConfiguration, table: EnergyTable = .standard) {
    self.hardware = hardware
    self.table = table
    costs = ActivityCosts(table)
    profiles = ReductionProfiles(on: hardware)
  }

  /// The best tile for a layer, and what is known of the others.
  /// - Parameters:
  ///   - known: tiles that other mappers chose: they are simulated first, so that none of them is better.
  ///   - rows: of a SparseDense layer's left operand.
  ///   - wanted: how many of the best are to be found.
  /// - Returns: `nil` for a SparseGEMM, which needs no tile, and for what the machine does not run.
  package func search(
    for layer: Layer, target: TileTarget = .performance, known: [Tile] = [], rows: SparseRows = .sparsity(0),
    wanted: Int = 1, limits: SearchLimits = SearchLimits()
  ) -> TileSearch? {
    guard layer.isCountable, layer.fault == nil else { return nil }
    let run = TileRun(layer, on: hardware, table: table, rows: rows)
    let longestRow = rows.longest
    var searcher = TileSearcher(
      target: target, costs: costs, limits: limits, wanted: max(wanted, 1),
      isLegal: { TileLegality.violation(of: $0, for: layer, on: hardware, longestRow: longestRow) == nil },
      price: run.outcome)
    let space = TileSpace(layer, on: hardware)
    let known = known.filter(searcher.isLegal)
    let floor = CostBound(cycles: layer.macs / hardware.processingElements, dynamicEnergy: 0)
    switch (hardware.controller, layer) {
    case (.maeriDense, .convolution), (.maeriDense, .denseGEMM):
      guard let shape = layer.denseConvolution else { return nil }
      var bounds = DenseBound(shape, on: hardware, profiles: profiles)
      return searcher.search(space, bounds: &bounds, known: known, floor: floor)
    case (.tpuDense, .denseGEMM(let shape)):
      var bounds = MeshBound(shape, on: hardware)
      return searcher.search(space, bounds: &bounds, known: known, floor: floor)
    case (.magmaSparseDense, .sparseDense(let shape)):
      var bounds = ClusterBound(
        shape, rowElements: rows.elements(of: shape), on: hardware, profiles: profiles)
      // Zeros are left out.
      let products = rows.elements(of: shape).reduce(0, +) * shape.n
      let floor = CostBound(cycles: products / hardware.multipliers, dynamicEnergy: 0)
      return searcher.search(space, bounds: &bounds, known: known, floor: floor)
    default: return nil
    }
  }

  /// Whether the simulator still finds for a layer what an earlier search found.
  func confirms(_ search: TileSearch, for layer: Layer, rows: SparseRows) -> Bool {
    guard layer.isCountable, layer.fault == nil, !search.candidates.isEmpty else { return false }
    let run = TileRun(layer, on: hardware, table: table, rows: rows)
    return search.candidates.allSatisfy { candidate in
      let isLegal =
        TileLegality.violation(of: candidate.tile, for: layer, on: hardware, longestRow: rows.longest) == nil
      return isLegal && run.outcome(candidate.tile).map(TileCandidate.init) == candidate
    }
  }
}
