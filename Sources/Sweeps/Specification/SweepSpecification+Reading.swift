import Diagnostics
import SettingsFiles

extension SweepSpecification {
  /// Reads a sweep's file.
  /// - Throws: `FileAccessError`, `SettingsError` for unknown keys, wrong types and empty lists, ``SweepError``,
  ///   `MachineFault`; all but the first with line and column.
  package init(path: String) throws { try self.init(SettingsDocument(path: path)) }

  package init(_ document: SettingsDocument) throws {
    try self.init(document, paths: SweepPaths(file: document.file))
  }

  init(_ document: SettingsDocument, paths: SweepPaths) throws {
    file = document.file
    self.paths = paths
    var root = document.reader
    let hasAxes = root.value("axes") != nil
    var axesTable = try root.table("axes")
    var constraints = try root.table("constraints")
    var runTable = try root.table("run")
    place = axesTable.place
    axes = try Self.axes(&axesTable, paths)
    points = try Self.points(&root, paths)
    rules = try Self.rules(&constraints)
    run = try SweepRunSettings(&runTable)
    accuracy = try Self.accuracy(&root, paths)
    try root.finish()
    if hasAxes {
      try Self.requireModel(in: axes, place, table: "axes")
    } else if points.isEmpty {
      throw SweepError.nothing(place: place)
    }
    if run.timingOnly { try refuseValues(besideTimingAt: runTable.place(of: "timing_only") ?? place) }
  }

  // MARK: - Tables

  private static func axes(_ table: inout SettingsReader, _ paths: SweepPaths) throws -> [Axis] {
    let entries = table.allEntries()
    try refuseWhatIsSetTwice(entries, table: "axes")
    return try entries.map { entry in
      let axis = try axis(entry, in: "axes")
      let values: [SettingsValue] =
        if case .array(let elements) = entry.value.content { elements } else { [entry.value] }
      let reader = AxisReader(axis: axis, key: "axes.\(entry.key)", base: paths)
      return Axis(axis: axis, values: try reader.read(values, at: entry.value.place))
    }
  }

  private static func points(_ root: inout SettingsReader, _ paths: SweepPaths) throws -> [[Axis]] {
    guard let list = root.list("points") else { return [] }
    return try list.map { value in
      guard case .table(let entries) = value.content else {
        throw SettingsError.wrongType(
          key: "points", shown: value.shown, found: value.kind, accepted: "tables `[[points]]`", place: value.place
        )
      }
      try refuseWhatIsSetTwice(entries, table: "points")
      let point = try entries.map { entry in
        let axis = try axis(entry, in: "points")
        let reader = AxisReader(axis: axis, key: "points.\(entry.key)", base: paths)
        return Axis(axis: axis, values: [try reader.read(entry.value)])
      }
      try requireModel(in: point, value.place, table: "points")
      return point
    }
  }

  private static func rules(_ table: inout SettingsReader) throws -> [SweepRule] {
    let values = table.list("keep") ?? []
    try table.finish()
    return try values.map { value in
      guard case .string(let text) = value.content else {
        throw SettingsError.wrongType(
          key: "constraints.keep", shown: value.shown, found: value.kind,
          accepted: "rules in quotes, such as \"dn_bw <= ms_size\"", place: value.place)
      }
      return try SweepRule(text, at: value.place)
    }
  }

  private static func accuracy(_ root: inout SettingsReader, _ paths: SweepPaths) throws -> AccuracySettings? {
    guard root.value("accuracy") != nil else { return nil }
    var table = try root.table("accuracy")
    let files = AxisReader(axis: .inputs, key: "accuracy.data", base: paths)
    let data = try files.read(table.list("data") ?? [], at: table.place).map(\.text)
    let labels = try table.value("labels").map {
      try AxisReader(axis: .inputs, key: "accuracy.labels", base: paths).read($0).text
    }
    let inputName = try table.string("input_name")
    let limit = try table.integer("limit", in: 1...Int.max)
    try table.finish()
    return AccuracySettings(data: data, labels: labels, inputName: inputName, limit: limit)
  }

  // MARK: - Rules of the whole

  private static func axis(_ entry: SettingsEntry, in table: String) throws(SettingsError) -> SweepAxis {
    if let axis = SweepAxis.named(entry.key) { return axis }
    let known = SweepAxis.allCases.map(\.rawValue)
    throw .unknownKey(
      "\(table).\(entry.key)", known: known, nearest: nearestName(to: entry.key, among: known), place: entry.place)
  }

  private static func refuseWhatIsSetTwice(_ entries: [SettingsEntry], table: String) throws(SweepError) {
    var keys: [SweepAxis: String] = [:]
    for entry in entries {
      for setting in SweepAxis.named(entry.key)?.settings ?? [] {
        if let other = keys.updateValue(entry.key, forKey: setting) {
          throw .setTwice(key: "\(table).\(entry.key)", other: other, place: entry.place)
        }
      }
    }
  }

  private static func requireModel(
    in axes: [Axis], _ place: SettingsPlace, table: String
  ) throws(SettingsError) {
    for needed in [SweepAxis.model, .hardware] where !axes.contains(where: { $0.axis == needed }) {
      throw .missingKey("\(table).\(needed.rawValue)", accepted: "the path of a file, or a list", place: place)
    }
  }

  private func refuseValues(besideTimingAt place: SettingsPlace) throws(SettingsError) {
    let needing = columns.first { [.prune, .sparsityMap].contains($0) }?.rawValue
    guard let needing = needing ?? accuracy.map({ _ in "[accuracy]" }) else { return }
    throw .outOfRange(
      key: "run.timing_only", shown: "true", accepted: "false where \(needing) asks for values of weights",
      place: place)
  }
}

extension SweepRunSettings {
  init(_ table: inout SettingsReader) throws(SettingsError) {
    timingOnly = try table.boolean("timing_only") ?? false
    candidates = try table.integer("candidates", in: 1...Int.max)
    var bind = try table.table("bind")
    for entry in bind.allEntries() {
      bindings[entry.key] = try bind.integer(entry.key, in: 1...Int.max)
    }
    try table.finish()
  }
}
