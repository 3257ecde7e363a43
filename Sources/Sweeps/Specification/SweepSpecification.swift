import SettingsFiles

/// What a sweep's file asks for: a TOML file with `[axes]`, `[[points]]`, `[constraints]`, `[run]` and `[accuracy]`.
package struct SweepSpecification: Sendable {
  package struct Axis: Sendable {
    package let axis: SweepAxis
    let values: [AxisValue]
  }

  /// The path of the file, as given.
  package let file: String
  /// Where the axes stand, else the file.
  let place: SettingsPlace
  /// Whose product is run, in the order of the file; the last one changes fastest.
  let axes: [Axis]
  /// Points that are run besides, one by one.
  let points: [[Axis]]
  let rules: [SweepRule]
  let run: SweepRunSettings
  let accuracy: AccuracySettings?
  let paths: SweepPaths

  /// The axes that the file names anywhere, in the order of the file: the columns of the table.
  package var columns: [SweepAxis] {
    var columns: [SweepAxis] = []
    for axis in axes + points.flatMap(\.self) where !columns.contains(axis.axis) { columns.append(axis.axis) }
    return columns
  }
}

/// What all points have in common.
struct SweepRunSettings: Sendable {
  var timingOnly = false
  /// Tiles that the search for the best one of a layer simulates at most.
  var candidates: Int?
  /// Extents of symbolic dimensions.
  var bindings: [String: Int] = [:]
}

/// The labelled samples that accuracy is judged by.
struct AccuracySettings: Sendable {
  /// Paths as the file has them.
  var data: [String]
  var labels: String?
  var inputName: String?
  var limit: Int?
}
