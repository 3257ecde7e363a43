import Diagnostics
import Hardware
import SettingsFiles

/// The points of a sweep: those that are run, in the order of the table, and those that are dropped.
package struct SweepPoints: Sendable {
  package let points: [SweepPoint]
  package let dropped: [DroppedPoint]

  /// A larger product is a mistake.
  private static let limit = 1_000_000

  /// - Throws: ``SweepError`` where no point is left, and the errors of hardware files and energy tables.
  package init(_ specification: SweepSpecification) throws {
    try self.init(specification, limit: Self.limit, files: SweepFiles())
  }

  /// - Parameters:
  ///   - limit: of the product of the axes.
  ///   - files: what is known of files already.
  init(_ specification: SweepSpecification, limit: Int, files: SweepFiles) throws {
    var expansion = PointExpansion(specification, files)
    for values in try Self.combinations(specification, limit: limit) { try expansion.add(values) }
    guard !expansion.points.isEmpty else {
      throw SweepError.noLegalPoint(
        count: expansion.dropped.count, reason: expansion.mostFrequentReason, place: specification.place)
    }
    points = expansion.points
    dropped = expansion.dropped
  }

  private static func combinations(
    _ specification: SweepSpecification, limit: Int
  ) throws(SweepError) -> [[SweepAxis: AxisValue]] {
    var combinations: [[SweepAxis: AxisValue]] = specification.axes.isEmpty ? [] : [[:]]
    for axis in specification.axes {
      let (count, overflow) = combinations.count.multipliedReportingOverflow(by: axis.values.count)
      guard !overflow, count <= limit else { throw .tooManyPoints(limit: limit, place: specification.place) }
      combinations = combinations.flatMap { point in
        axis.values.map { value in point.merging([axis.axis: value]) { $1 } }
      }
    }
    for point in specification.points {
      combinations.append(
        Dictionary(point.map { ($0.axis, $0.values[0]) }, uniquingKeysWith: { first, _ in first }))
    }
    return combinations
  }
}

/// Turns combinations of values into points, or into the reason why there is none.
private struct PointExpansion {
  private let specification: SweepSpecification
  private let columns: [SweepAxis]
  private let content: PointContent
  private var files: SweepFiles
  private var areas = MachineArea()
  private var names: Set<String> = []
  private(set) var points: [SweepPoint] = []
  private(set) var dropped: [DroppedPoint] = []

  init(_ specification: SweepSpecification, _ files: SweepFiles) {
    self.specification = specification
    self.files = files
    columns = specification.columns
    content = PointContent(specification)
  }

  /// Of the points that are dropped, with how many have it.
  var mostFrequentReason: String {
    let counts = Dictionary(dropped.map { ($0.reason, 1) }, uniquingKeysWith: +)
    guard let (reason, count) = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return "" }
    return count == dropped.count ? reason : "\(reason) (\(count) of them)"
  }

  mutating func add(_ values: [SweepAxis: AxisValue]) throws {
    let hardware = try machine(values)
    var point = SweepPoint(
      number: points.count + 1, values: values, hardware: hardware, content: "", paths: specification.paths,
      run: specification.run)
    let name = point.name(columns)
    if let reason = try reason(toDrop: point, named: name) {
      dropped.append(DroppedPoint(name: name, reason: reason))
      return
    }
    point = SweepPoint(
      number: point.number, values: values, hardware: hardware,
      content: try content.content(of: values, on: hardware, &files.digests), paths: specification.paths,
      run: specification.run)
    points.append(point)
  }

  // MARK: - The machine

  private mutating func machine(_ values: [SweepAxis: AxisValue]) throws -> HardwareConfiguration {
    let path = specification.paths.resolved(values[.hardware]?.text ?? "")
    var hardware = try files.machine(path).configuration
    for (axis, value) in values { hardware.replace(axis, value) }
    return hardware
  }

  // MARK: - Legality

  private mutating func reason(toDrop point: SweepPoint, named name: String) throws -> String? {
    guard names.insert(name).inserted else { return "it is there already" }
    if let violation = HardwareLegality.violation(of: point.hardware) {
      let hint = violation.hint.map { "; \($0)" } ?? ""
      return "hardware `\(violation.setting.rawValue) = \(violation.value)`: \(violation.reason)\(hint)"
    }
    let needsArea = specification.rules.contains { $0.names.contains("area") }
    let area = needsArea ? try self.area(of: point) : nil
    let facts = PointFacts(point: point, area: area)
    guard let broken = specification.rules.first(where: { !$0.holds(facts.value) }) else { return nil }
    return "rule `\(broken.text)` does not hold" + facts.shown(broken.names)
  }

  private mutating func area(of point: SweepPoint) throws -> Double? {
    let table = try files.energyTable(point.request.energyTable)
    return areas.area(of: point.hardware, table, named: point.text(.energyTable) ?? "")
  }
}

extension HardwareConfiguration {
  /// Replaces the setting that an axis varies; nothing for axes that are no settings.
  fileprivate mutating func replace(_ axis: SweepAxis, _ value: AxisValue) {
    switch axis {
    case .multipliers: multipliers = value.integer ?? multipliers
    case .rows: rows = value.integer ?? rows
    case .columns: columns = value.integer ?? columns
    case .mesh:
      guard let mesh = MeshShape(value.text) else { return }
      (rows, columns) = (mesh.rows, mesh.columns)
    case .multiplierNetwork: multiplierNetwork = .init(rawValue: value.text) ?? multiplierNetwork
    case .reduceNetwork: reduceNetwork = .init(rawValue: value.text) ?? reduceNetwork
    case .accumulationBuffer: accumulationBuffer = value.integer ?? accumulationBuffer
    case .distributionBandwidth: distributionBandwidth = value.integer ?? distributionBandwidth
    case .collectionBandwidth: collectionBandwidth = value.integer ?? collectionBandwidth
    case .controller: controller = .init(rawValue: value.text) ?? controller
    default: break
    }
  }
}
