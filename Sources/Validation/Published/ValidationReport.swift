import CycleSimulator

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
  package init(running tables: [PublishedTable] = PublishedTable.all, engine: SimulationEngine = .fast) {
    self.init(
      sections: tables.map { table in
        Section(table, rows: table.runs.map { ValidationRow(running: $0, engine: engine) })
      })
  }

  package var rows: [ValidationRow] { sections.flatMap(\.rows) }

  /// Whether every run for which STONNE has a figure gives that figure.
  package var passed: Bool { rows.allSatisfy { $0.verdict != .differs } }

  /// How many rows have this verdict.
  package func count(_ verdict: ValidationRow.Verdict) -> Int { rows.count { $0.verdict == verdict } }
}
