import SettingsFiles

/// A hardware file in STONNE's format (`.cfg`, TOML), and where each of its settings stands.
///
/// Every key of STONNE's is read, absent ones keep STONNE's defaults. Unlike in STONNE an unknown key and
/// a value of another type are errors.
package struct HardwareFile: Sendable {
  /// STONNE's counts are unsigned 32-bit numbers.
  static let countLimit = Int(UInt32.max)

  /// As written: not necessarily legal.
  package let configuration: HardwareConfiguration
  package let path: String
  private let places: [HardwareSetting: SettingsPlace]

  /// Reads a file.
  /// - Throws: `FileAccessError`, `SettingsError`, or `MachineFault` where reading fails midway.
  package init(path: String) throws { try self.init(SettingsDocument(path: path)) }

  package init(_ document: SettingsDocument) throws(SettingsError) {
    var root = document.reader
    var array = try root.table("MSNetwork")
    var reduction = try root.table("ReduceNetwork")
    var memory = try root.table("SDMemory")
    var configuration = HardwareConfiguration()
    let counts = 0...Self.countLimit

    configuration.printStatistics = try root.boolean("print_stats_enabled") ?? configuration.printStatistics
    configuration.multiplierNetwork = try array.choice("type") ?? configuration.multiplierNetwork
    configuration.multipliers = try array.integer("ms_size", in: counts) ?? configuration.multipliers
    configuration.rows = try array.integer("ms_rows", in: counts) ?? configuration.rows
    configuration.columns = try array.integer("ms_cols", in: counts) ?? configuration.columns
    configuration.reduceNetwork = try reduction.choice("type") ?? configuration.reduceNetwork
    configuration.accumulationBuffer =
      try reduction.integer(
        "accumulation_buffer_enabled", in: counts, described: "an integer: 0 is off, 1 is on")
      ?? configuration.accumulationBuffer
    configuration.distributionBandwidth =
      try memory.integer("dn_bw", in: counts) ?? configuration.distributionBandwidth
    configuration.collectionBandwidth =
      try memory.integer("rn_bw", in: counts) ?? configuration.collectionBandwidth
    configuration.controller = try memory.choice("controller_type") ?? configuration.controller
    try configuration.printedOnly.read(from: &memory)
    for name in PrintedParameters.ownTables {
      var table = try root.table(name)
      try configuration.printedOnly.read(from: &table)
      try table.finish()
    }
    for table in [root, array, reduction, memory] { try table.finish() }

    self.configuration = configuration
    self.path = document.file
    self.places = Self.places(in: [array, reduction, memory])
  }

  /// The configuration, if it can be built.
  /// - Throws: ``HardwareError/illegalHardware(_:place:)`` with the place of the setting at fault.
  package func legalConfiguration() throws(HardwareError) -> HardwareConfiguration {
    if let violation = HardwareLegality.violation(of: configuration) {
      throw .illegalHardware(violation, place: places[violation.setting]?.description ?? path)
    }
    return configuration
  }

  private static func places(in tables: [SettingsReader]) -> [HardwareSetting: SettingsPlace] {
    var places: [HardwareSetting: SettingsPlace] = [:]
    for setting in HardwareSetting.allCases {
      for table in tables {
        guard let name = table.name, setting.rawValue.hasPrefix(name + ".") else { continue }
        places[setting] = table.place(of: String(setting.rawValue.dropFirst(name.utf8.count + 1)))
      }
    }
    return places
  }
}

extension HardwareConfiguration {
  /// The machine that a `.cfg` file describes, known to be legal.
  /// - Throws: `FileAccessError`, `SettingsError`, ``HardwareError``, or `MachineFault`.
  package init(path: String) throws { self = try HardwareFile(path: path).legalConfiguration() }
}

/// Whether bytes describe legal hardware: the entry point for other packages (fuzzing). Never traps.
public func isHardwareFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
  do {
    _ = try HardwareFile(SettingsDocument(text: Array(bytes), file: "hardware")).legalConfiguration()
    return true
  } catch { return false }
}
