import SettingsFiles

extension PrintedParameters {
  private typealias Member = WritableKeyPath<PrintedParameters, Int> & Sendable

  /// The keys of each table of a `.cfg` file that set a printed parameter.
  private static let members: [String: [(key: String, member: Member)]] = [
    "DSNetwork": [("n_switches_traversed_by_cycle", \.switchesTraversedByCycle)],
    "DSwitch": [
      ("latency", \.distributionSwitchLatency), ("input_ports", \.distributionSwitchInputPorts),
      ("output_ports", \.distributionSwitchOutputPorts), ("port_width", \.distributionSwitchPortWidth),
    ],
    "MSwitch": [
      ("latency", \.multiplierLatency), ("input_ports", \.multiplierInputPorts),
      ("output_ports", \.multiplierOutputPorts), ("forwarding_ports", \.multiplierForwardingPorts),
      ("port_width", \.multiplierPortWidth), ("buffers_capacity", \.multiplierBufferCapacity),
    ],
    "ASwitch": [
      ("buffers_capacity", \.adderBufferCapacity), ("input_ports", \.adderInputPorts),
      ("output_ports", \.adderOutputPorts), ("forwarding_ports", \.adderForwardingPorts),
      ("port_width", \.adderPortWidth), ("latency", \.adderLatency),
    ],
    "LookUpTable": [("latency", \.lookUpTableLatency), ("port_width", \.lookUpTablePortWidth)],
    "SDMemory": [("port_width", \.memoryPortWidth)],
  ]

  /// The tables that hold nothing but printed parameters.
  static let ownTables = ["DSNetwork", "DSwitch", "MSwitch", "ASwitch", "LookUpTable"]

  /// Every parameter under the table and key of a `.cfg` file that set it, as `DSwitch.latency`, sorted.
  package var settings: [(name: String, value: Int)] {
    Self.members.flatMap { table, members in
      members.map { ("\(table).\($0.key)", self[keyPath: $0.member]) }
    }.sorted { $0.0 < $1.0 }
  }

  /// Takes over the printed parameters that a table of a `.cfg` file sets.
  mutating func read(from table: inout SettingsReader) throws(SettingsError) {
    for (key, member) in Self.members[table.name ?? ""] ?? [] {
      if let value = try table.integer(key, in: 0...HardwareFile.countLimit) { self[keyPath: member] = value }
    }
  }
}
