import Mapping
import ModelRunner
import Reports
import Workload

/// STONNE's acceptance suites for its mapper, run again: per case STONNE's tile, the best of the script's sweep, and
/// the best of all tiles.
package struct MapperSuiteReport: Sendable {
  package let results: [MapperCaseResult]

  /// - Parameter threads: cases that are run at a time.
  /// - Throws: `MappingError`, `SimulationError`.
  package init(_ cases: [MapperCase] = MapperCase.stonne, threads: Int) throws {
    let operands = Array(Set(cases.compactMap(MadeUpRows.init)))
    let elements = concurrentMap(operands.count, threads: threads) { operands[$0].elements }
    let rows = Dictionary(zip(operands, elements)) { first, _ in first }
    results = try concurrentMap(cases.count, threads: threads) { index in
      try MapperCaseResult(cases[index], rows: MadeUpRows(of: cases[index]).flatMap { rows[$0] })
    }
  }

  /// Whether `optimal` is never worse than STONNE's tile nor the best of its sweep.
  package var passed: Bool { results.allSatisfy(\.passed) }

  package var markdown: String {
    MapperCase.Suite.allCases.map { suite in
      let rows = results.filter { $0.mapperCase.suite == suite }
      return rows.isEmpty ? "" : "### \(suite.rawValue)\n\n\(Self.table(rows))\n"
    }.joined() + summary + "\n"
  }

  /// How often STONNE's tile, and the best of the sweep, is the best of all.
  package var summary: String {
    func count(_ isCounted: (MapperCaseResult) -> Bool) -> Int { results.count(where: isCounted) }
    return "\(results.count) cases: the best tile is proven in \(count(\.isProven)); STONNE's is as good in "
      + "\(count { $0.stonne.cycles == $0.optimal.cycles }), the best of its sweep in "
      + "\(count { $0.swept.cycles == $0.optimal.cycles }), and neither is ever better"
      + (passed ? "." : ": NOT HERE, in \(count { !$0.passed }) cases.")
  }

  private static func table(_ results: [MapperCaseResult]) -> String {
    var table = TextTable([
      .init("Case", .left), .init("num_ms, dn_bw, rn_bw", .left), .init("M, N, K", .left), .init("Zeros"),
      .init("STONNE's tile", .left), .init("Cycles"), .init("Best swept", .left), .init("Cycles"),
      .init("Best tile", .left), .init("Cycles"), .init("STONNE's share"), .init("", .left),
    ])
    for result in results {
      let (test, layer) = (result.mapperCase, result.mapperCase.layer)
      let hardware = test.hardware
      func cells(_ run: MapperCaseResult.Run) -> [String] {
        [run.tile.text(for: layer), NumberText.grouped(run.cycles)]
      }
      table.append(
        [
          test.name,
          "\(hardware.multipliers), \(hardware.distributionBandwidth), \(hardware.collectionBandwidth)",
          "\(test.shape.m), \(test.shape.n), \(test.shape.k)", test.sparsity.map { "\($0) %" } ?? "",
        ] + cells(result.stonne) + cells(result.swept) + cells(result.optimal) + [
          NumberText.fixed(100 * Double(result.optimal.cycles) / Double(result.stonne.cycles), decimals: 1) + " %",
          result.isProven ? "proven" : "",
        ])
    }
    return table.markdown
  }
}
