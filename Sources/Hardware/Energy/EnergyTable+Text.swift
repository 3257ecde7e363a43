import SettingsFiles

extension EnergyTable {
  /// Larger files are no energy tables.
  package static let sizeLimit = 1 << 20

  /// Reads a table file.
  /// - Throws: `FileAccessError`, `SettingsError` where the file is too large, ``HardwareError``, or
  ///   `MachineFault`.
  package init(path: String) throws { try self.init(text: readFile(path, limit: Self.sizeLimit), path: path) }

  /// Parses a table.
  /// - Throws: ``HardwareError/componentText(what:reason:hint:path:line:)``.
  package init(text: [UInt8], path: String) throws(HardwareError) {
    var rows: [Row] = []
    var units: [String: String] = [:]
    for (number, text) in try ComponentLine.lines(of: text, path: path) {
      if text.hasPrefix("#") {
        if let (name, unit) = Self.unit(in: text) { units[name] = unit }
        continue
      }
      let line = try ComponentLine(text, number: number, path: path)
      if line.component.isEmpty { continue }
      guard !rows.contains(where: { $0.component == line.component }) else {
        throw line.fault("component `\(line.component)`", "it has a line already")
      }
      rows.append(try Row(line))
    }
    self.init(rows, energyUnit: units["energy unit"], areaUnit: units["area unit"])
  }

  /// `# energy unit: pJ`.
  private static func unit(in comment: Substring) -> (name: String, unit: String)? {
    let parts = comment.drop { $0 == "#" || $0 == " " }.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let unit = parts[1].split(separator: " ").joined(separator: " ")
    return unit.isEmpty ? nil : (parts[0].lowercased(), unit)
  }
}

extension EnergyTable.Row {
  /// So large that nothing costs more, and so small that no sum of counts times costs becomes infinite.
  private static let largestCost = 1e100

  fileprivate init(_ line: ComponentLine) throws(HardwareError) {
    self.init(line.component, area: 0, staticEnergy: 0, operations: [:])
    for (name, text) in line.items {
      guard let value = Double(text), (0...Self.largestCost).contains(value) else {
        throw line.fault(
          "item `\(name)=\(text)` of \(component)", "a number from 0 to \(Self.largestCost) is accepted")
      }
      switch name {
      case "AREA": area = value
      case "STATIC": staticEnergy = value
      default: operations[String(name)] = value
      }
    }
  }
}

/// Whether bytes are an energy table: the entry point for other packages (fuzzing). Never traps.
public func isEnergyTable(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? EnergyTable(text: Array(bytes), path: "table")) != nil
}
