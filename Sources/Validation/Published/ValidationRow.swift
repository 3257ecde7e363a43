import CycleSimulator
import Diagnostics
import Mapping
import Workload

/// A published run beside the one made here.
package struct ValidationRow: Sendable {
  /// How the run made here ended.
  package enum Outcome: Hashable, Sendable {
    /// - tile: nil where the controller needs none.
    case ran(cycles: Int, tile: Tile?)
    case refused(reason: String)
  }

  /// What the comparison says.
  package enum Verdict: String, Sendable, Codable {
    /// STONNE's cycles, exactly.
    case equal
    /// Not STONNE's cycles, though STONNE has a figure for this very run: a defect here.
    case differs
    /// STONNE has no figure, and the publication's is met exactly.
    case asPublished = "as published"
    /// STONNE has no figure: nothing to be equal to.
    case informative
  }

  package let run: PublishedRun
  package let outcome: Outcome

  package init(_ run: PublishedRun, _ outcome: Outcome) {
    self.run = run
    self.outcome = outcome
  }

  /// Runs what was published.
  package init(running run: PublishedRun, engine: SimulationEngine = .fast) {
    do {
      let tile = try Self.tile(of: run)
      let result = try simulate(
        run.layer, operands: run.layerOperands, on: run.hardware, tile: tile, engine: engine)
      self.init(run, .ran(cycles: result.cycles, tile: tile))
    } catch {
      self.init(run, .refused(reason: "\(error)"))
    }
  }

  private static func tile(of run: PublishedRun) throws(MappingError) -> Tile? {
    switch run.tile {
    case .given(let tile): tile
    case .mapped: try MapperChoice(on: run.hardware).tile(for: run.layer)?.tile
    case .none: nil
    }
  }

  /// Cycles of the run made here; nil where it was refused.
  package var cycles: Int? {
    guard case .ran(let cycles, _) = outcome else { return nil }
    return cycles
  }

  package var verdict: Verdict {
    if let stonne = run.figures.stonne { return cycles == stonne ? .equal : .differs }
    return cycles != nil && cycles == run.figures.paper ? .asPublished : .informative
  }

  /// How far the cycles are from what the RTL took or, where nobody measured that, from the paper's, as a share.
  package var deviation: Double? {
    guard let cycles, let reference = run.figures.hardware ?? run.figures.paper else { return nil }
    return Double(cycles - reference) / Double(reference)
  }
}
