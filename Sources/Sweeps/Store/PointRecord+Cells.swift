extension PointRecord {
  /// The columns of the table `points`, with their types in SQLite.
  static let columns = [
    "point TEXT PRIMARY KEY", "content TEXT NOT NULL", "status TEXT NOT NULL", "reason TEXT", "cycles INTEGER",
    "macs INTEGER", "utilization REAL", "accelerator_layers INTEGER", "cpu_nodes INTEGER", "sram_reads INTEGER",
    "sram_writes INTEGER", "energy_static REAL", "energy_dynamic REAL", "area REAL", "accuracy REAL", "top5 REAL",
    "wall_seconds REAL NOT NULL",
  ]

  var cells: [Cell] {
    [
      .text(point), .text(content), .text(totals == nil ? "failed" : "done"), Cell(reason), Cell(totals?.cycles),
      Cell(totals?.macs), Cell(totals?.utilization), Cell(totals?.acceleratorLayers), Cell(totals?.processorNodes),
      Cell(totals?.sramReads), Cell(totals?.sramWrites), Cell(totals?.staticEnergy), Cell(totals?.dynamicEnergy),
      Cell(totals?.area), Cell(totals?.accuracy), Cell(totals?.top5), .real(wallSeconds),
    ]
  }

  /// - Returns: `nil` for a row that this program did not write.
  init?(_ cells: [Cell]) {
    guard cells.count == Self.columns.count, let point = cells[0].text, let content = cells[1].text,
      let seconds = cells[16].real, (0...1e300).contains(seconds)
    else { return nil }
    self.point = point
    self.content = content
    wallSeconds = seconds
    if cells[2].text == "failed" {
      outcome = .failed(reason: cells[3].text ?? "")
    } else if let totals = PointTotals(Array(cells[4...15])) {
      outcome = .done(totals)
    } else {
      return nil
    }
  }
}

extension PointTotals {
  fileprivate init?(_ cells: [Cell]) {
    let integers = [0, 1, 3, 4, 5, 6].compactMap { cells[$0].integer }
    let reals = [2, 7, 8, 9].compactMap { cells[$0].real }
    // Sums of what is written stay finite (`EnergyTable` bounds costs).
    guard integers.count == 6, integers.allSatisfy({ $0 >= 0 }), reals.count == 4,
      (reals + cells[10...11].compactMap(\.real)).allSatisfy((0...1e300).contains)
    else { return nil }
    (cycles, macs, acceleratorLayers) = (integers[0], integers[1], integers[2])
    (processorNodes, sramReads, sramWrites) = (integers[3], integers[4], integers[5])
    (utilization, staticEnergy, dynamicEnergy, area) = (reals[0], reals[1], reals[2], reals[3])
    (accuracy, top5) = (cells[10].real, cells[11].real)
  }
}
