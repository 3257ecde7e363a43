import Hardware
import Workload

/// Everything that the result of a search depends on, limits apart.
struct SearchKey {
  private let layer: Layer
  private let hardware: HardwareConfiguration
  private let target: TileTarget
  private let rows: SparseRows
  private let table: EnergyTable

  init(
    _ layer: Layer, on hardware: HardwareConfiguration, target: TileTarget, rows: SparseRows, table: EnergyTable
  ) {
    self.layer = layer
    self.hardware = hardware
    self.target = target
    self.rows = rows
    self.table = table
  }

  /// One line: equal ones belong to searches with equal results.
  var text: String {
    var parts = [layer.text, target.rawValue, hardware.text]
    if case .sparseDense = layer { parts.append(rowsText) }
    if target != .performance { parts.append(tableText) }
    return parts.joined(separator: "; ")
  }

  private var rowsText: String {
    switch rows {
    case .sparsity(let sparsity): "sparsity \(sparsity)"
    case .counts(let counts, let longest):
      "rows \(Self.digest(counts.map { UInt64(truncatingIfNeeded: $0) }))\(longest.map { " up to \($0)" } ?? "")"
    }
  }

  private var tableText: String {
    var words: [UInt64] = []
    for row in table.rows {
      words += row.component.utf8.map(UInt64.init) + [row.staticEnergy.bitPattern]
      for (operation, cost) in row.operations.sorted(by: { $0.key < $1.key }) {
        words += operation.utf8.map(UInt64.init) + [cost.bitPattern]
      }
    }
    return "table \(Self.digest(words))"
  }

  /// FNV-1a, 64 bits, word by word.
  private static func digest(_ words: [UInt64]) -> String {
    String(words.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01b3 }, radix: 16)
  }
}
