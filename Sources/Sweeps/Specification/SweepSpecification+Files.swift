import Reports

extension SweepSpecification {
  /// What is read of a sweep: its own file, and those that it names.
  package var files: [NamedFile] {
    let values = Set(
      (axes + points.flatMap(\.self)).filter(\.axis.isPath).flatMap { axis in
        axis.values.map { PathValue(axis: axis.axis, path: paths.resolved($0.text)) }
      })
    let samples = (accuracy.map { $0.data + [$0.labels].compactMap(\.self) } ?? []).map(paths.resolved)
    return [NamedFile(file, named: "the file of the sweep")] + values.flatMap(\.files)
      + samples.map { NamedFile($0, named: "a file of samples") }
  }
}

/// A file or folder that an axis names, each once.
private struct PathValue: Hashable {
  let axis: SweepAxis
  let path: String

  var files: [NamedFile] {
    switch axis {
    case .model: NamedFile.model(path)
    case .inputs: NamedFile.option(axis.rawValue, path) { $0.hasPrefix("input_") && $0.hasSuffix(".pb") }
    case .tiles: NamedFile.option(axis.rawValue, path) { $0.hasSuffix(".txt") }
    default: NamedFile.option(axis.rawValue, path)
    }
  }
}
