import CycleSimulator
import ModelRunner

/// All published runs, run again.
package struct ValidationReport: Sendable {
  /// A table of published runs with the rows that answer it.
  package struct Section: Sendable {
    package let table: PublishedTable
    package let rows: [ValidationRow]

    package init(_ table: PublishedTable, rows: [ValidationRow]) {
      self.table = table
      self.rows = rows
    }
  }

  package let sections: [Section]

  package init(sections: [Section]) { self.sections = sections }

  /// Runs everything in `tables`.
  /// - Parameter threads: runs to have under way at a time.
  package init(
    running tables: [PublishedTable] = PublishedTable.all, engine: SimulationEngine = .fast, threads: Int = 1
  ) {
    let runs = tables.flatMap(\.runs)
    var rows = concurrentMap(runs.count, threads: threads) { ValidationRow(running: runs[$0], engine: engine) }[
      ...]
    var sections: [Section] = []
    for table in tables {
      sections.append(Section(table, rows: Array(rows.prefix(table.runs.count))))
      rows = rows.dropFirst(table.runs.count)
    }
    self.init(sections: sections)
  }

  package var rows: [ValidationRow] { sections.flatMap(\.rows) }

  /// Whether every run for which STONNE has a figure gives that figure.
  package var passed: Bool { rows.allSatisfy { $0.verdict != .differs } }

  /// How many rows have this verdict.
  package func count(_ verdict: ValidationRow.Verdict) -> Int { rows.count { $0.verdict == verdict } }
}
