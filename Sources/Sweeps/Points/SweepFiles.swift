import Hardware

/// What files that a sweep names say, each read once.
struct SweepFiles {
  /// By resolved path.
  private var machines: [String: HardwareFile]
  private var tables: [String: EnergyTable]
  var digests: FileDigests

  /// - Parameters: what is known already, and is not read.
  init(
    machines: [String: HardwareFile] = [:], tables: [String: EnergyTable] = [:],
    digests: FileDigests = FileDigests()
  ) {
    self.machines = machines
    self.tables = tables
    self.digests = digests
  }

  /// - Throws: as `HardwareFile` does.
  mutating func machine(_ path: String) throws -> HardwareFile {
    let file = try machines[path] ?? HardwareFile(path: path)
    machines[path] = file
    return file
  }

  /// - Parameter path: `nil` for the standard table.
  /// - Throws: as `EnergyTable` does, and for a table that leaves a cost out.
  mutating func energyTable(_ path: String?) throws -> EnergyTable {
    guard let path else { return .standard }
    if let table = tables[path] { return table }
    let table = try EnergyTable(path: path)
    try table.requireEveryCost(path: path)
    tables[path] = table
    return table
  }
}
