import Hardware
import ModelRunner
import Sparsity

/// Makes the text that says everything the results of a point depend on, contents of files included.
struct PointContent {
  /// To be raised when the same point has other results than before.
  private static let version = 1

  private let specification: SweepSpecification

  init(_ specification: SweepSpecification) { self.specification = specification }

  /// - Parameter files: of the files that were looked at already.
  /// - Throws: `FileAccessError`.
  func content(
    of values: [SweepAxis: AxisValue], on hardware: HardwareConfiguration, _ files: inout FileDigests
  ) throws -> String {
    let paths = specification.paths
    var parts = ["version \(Self.version)", hardware.text]
    for axis in SweepAxis.allCases {
      guard let value = values[axis] else { continue }
      switch axis {
      case .model: parts.append("model \(try files.digest(ofModel: paths.resolved(value.text)))")
      case .sparsityMap, .tiles, .energyTable, .inputs:
        parts.append("\(axis.rawValue) \(try files.digest(of: paths.resolved(value.text)))")
      case .sparsity: parts.append("sparsity \(Self.ratio(values))")
      case .prune, .mapper, .target, .optimize, .seed: parts.append("\(axis.rawValue) \(value.text)")
      default: break  // They are in the machine's text.
      }
    }
    let run = specification.run
    if run.timingOnly { parts.append("timing only") }
    if let candidates = run.candidates { parts.append("candidates \(candidates)") }
    parts += run.bindings.sorted { $0.key < $1.key }.map { "bind \($0.key) = \($0.value)" }
    if let accuracy = specification.accuracy {
      parts.append("accuracy \(accuracy.inputName ?? "") \(accuracy.limit ?? 0)")
      for path in accuracy.data + [accuracy.labels].compactMap(\.self) {
        parts.append(try files.digest(of: paths.resolved(path)))
      }
    }
    return ContentDigest(parts.joined(separator: "\n")).text
  }

  /// The ratio that is pruned to: a method such as 2:4 has one of its own.
  private static func ratio(_ values: [SweepAxis: AxisValue]) -> String {
    let method = values[.prune].flatMap { try? PruningMethods.parse($0.text) }
    return method?.impliedRatio.map { "\($0.value)" } ?? values[.sparsity]?.text ?? ""
  }
}
