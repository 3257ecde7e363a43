import Diagnostics

extension EnergyTable {
  /// Refuses a table that lacks a component or an operation of STONNE's, whatever the machine has of it: known
  /// before a run, not after its first layer.
  /// - Throws: ``HardwareError/noCost(of:nearest:table:)``.
  package func requireEveryCost(path: String) throws(HardwareError) {
    for expected in Self.standard.rows {
      guard let row = self[expected.component] else {
        throw .noCost(
          of: expected.component, nearest: nearestName(to: expected.component, among: rows.map(\.component)),
          table: path)
      }
      let known = row.operations.keys.sorted()
      for operation in expected.operations.keys.sorted() where row.operations[operation] == nil {
        throw .noCost(
          of: "\(row.component) \(operation)", nearest: nearestName(to: operation, among: known), table: path)
      }
    }
  }
}
