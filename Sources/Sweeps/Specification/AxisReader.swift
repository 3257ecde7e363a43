import Diagnostics
import Hardware
import Mapping
import SettingsFiles
import Sparsity
import Workload

/// Reads values of an axis, each of the type and range that the axis has.
struct AxisReader {
  let axis: SweepAxis
  /// As the file names it: `axes.sparsity`.
  let key: String
  let base: SweepPaths

  /// - Parameter values: at least one.
  /// - Throws: `SettingsError` for an empty list and values that the axis does not take, ``SweepError`` for files that
  ///   are not there.
  func read(_ values: [SettingsValue], at place: SettingsPlace) throws -> [AxisValue] {
    guard !values.isEmpty else {
      throw SettingsError.outOfRange(key: key, shown: "[]", accepted: "one value or more", place: place)
    }
    return try values.map(read)
  }

  func read(_ value: SettingsValue) throws -> AxisValue {
    let content = try content(of: value)
    if axis.isPath, case .text(let path) = content {
      guard !path.isEmpty, base.exists(path) else {
        throw SweepError.noFile(
          key: key, path: path, nearest: base.nearestFile(to: path), place: value.place)
      }
    }
    return AxisValue(content, at: value.place)
  }

  private func content(of value: SettingsValue) throws -> AxisValue.Content {
    switch axis {
    case .model, .hardware, .sparsityMap, .tiles, .energyTable, .inputs:
      return .text(try text(value, accepted: "the path of a file, in quotes"))
    case .multipliers, .rows, .columns, .accumulationBuffer, .distributionBandwidth, .collectionBandwidth:
      return .integer(try integer(value, in: 0...Int(UInt32.max)))
    case .seed: return .integer(try integer(value, in: 0...Int.max))
    case .mesh:
      let text = try text(value, accepted: "rows and columns such as \"16x16\"")
      guard MeshShape(text) != nil else { throw outOfRange(value, "rows and columns such as \"16x16\"") }
      return .text(text)
    case .multiplierNetwork: return try choice(value, HardwareConfiguration.MultiplierNetwork.self)
    case .reduceNetwork: return try choice(value, HardwareConfiguration.ReduceNetwork.self)
    case .controller: return try choice(value, HardwareConfiguration.Controller.self)
    case .mapper: return try choice(value, MapperName.self)
    case .target: return try choice(value, TileTarget.self)
    case .optimize:
      guard case .boolean(let flag) = value.content else { throw wrongType(value, "`true` or `false`") }
      return .flag(flag)
    case .prune:
      let forms = PruningMethods.forms.joined(separator: ", ")
      let text = try text(value, accepted: "one of \(forms), in quotes")
      do { _ = try PruningMethods.parse(text) } catch {
        throw SettingsError.notAChoice(
          key: key, shown: value.shown, accepted: PruningMethods.forms,
          nearest: nearestName(to: text, among: PruningMethods.forms), place: value.place)
      }
      return .text(text)
    case .sparsity:
      let accepted = "a ratio from 0 (keep all) to 1 (clear all)"
      switch value.content {
      case .integer(let ratio) where (0...1).contains(ratio): return .integer(ratio)
      case .number(let ratio) where (0...1).contains(ratio): return .number(ratio)
      case .integer, .number: throw outOfRange(value, accepted)
      default: throw wrongType(value, accepted)
      }
    }
  }

  private func text(_ value: SettingsValue, accepted: String) throws(SettingsError) -> String {
    guard case .string(let text) = value.content else { throw wrongType(value, accepted) }
    return text
  }

  private func integer(_ value: SettingsValue, in range: ClosedRange<Int>) throws(SettingsError) -> Int {
    let accepted = "an integer from \(range.lowerBound) to \(range.upperBound)"
    guard case .integer(let integer) = value.content else { throw wrongType(value, accepted) }
    guard range.contains(integer) else { throw outOfRange(value, accepted) }
    return integer
  }

  private func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ value: SettingsValue, _: Choice.Type
  ) throws(SettingsError) -> AxisValue.Content {
    let accepted = Choice.allCases.map(\.rawValue)
    guard case .string(let text) = value.content else {
      throw wrongType(value, "one of " + accepted.map { "\"\($0)\"" }.joined(separator: ", "))
    }
    guard Choice(rawValue: text) != nil else {
      throw .notAChoice(
        key: key, shown: value.shown, accepted: accepted, nearest: nearestName(to: text, among: accepted),
        place: value.place)
    }
    return .text(text)
  }

  private func outOfRange(_ value: SettingsValue, _ accepted: String) -> SettingsError {
    .outOfRange(key: key, shown: value.shown, accepted: accepted, place: value.place)
  }

  private func wrongType(_ value: SettingsValue, _ accepted: String) -> SettingsError {
    .wrongType(key: key, shown: value.shown, found: value.kind, accepted: accepted, place: value.place)
  }
}

/// Rows and columns of a mesh, written `16x16`.
struct MeshShape {
  let rows: Int
  let columns: Int

  init?(_ text: String) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let rows = parts[0], let columns = parts[1], rows > 0, columns > 0,
      max(rows, columns) <= Int(UInt32.max)
    else { return nil }
    self.rows = rows
    self.columns = columns
  }
}
