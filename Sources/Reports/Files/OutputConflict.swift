import Diagnostics

/// An output that would take the place of a file that the command reads, or of another output.
package struct OutputConflict: InputFault, Equatable {
  package let output: NamedFile
  /// What it would replace.
  package let other: NamedFile

  /// Asked before anything is run: what a run has destroyed, no message brings back. Devices and pipes take any number
  /// of outputs.
  /// - Parameters:
  ///   - outputs: in the order that messages name them in.
  ///   - inputs: what the command reads.
  /// - Throws: ``OutputConflict`` for the first output that has no place of its own.
  package static func requireNone(
    writing outputs: [NamedFile], reading inputs: @autoclosure () -> [NamedFile]
  ) throws(OutputConflict) {
    // What a model reads takes a look into its file.
    guard !outputs.isEmpty else { return }
    var read: [FileKey: NamedFile] = [:]
    for input in inputs() {
      for key in FileKey.keys(of: input.path) where read[key] == nil { read[key] = input }
    }
    var written: [FileKey: NamedFile] = [:]
    for output in outputs {
      let keys = FileKey.keys(of: output.path)
      for key in keys {
        if let other = read[key] ?? written[key] { throw OutputConflict(output: output, other: other) }
      }
      // Whoever opened the file lets outputs follow one another there.
      if SpecialFile.isOpen(output.path) { continue }
      for key in keys { written[key] = output }
    }
  }

  package var what: String { "output" }
  package var place: String { output.path }
  package var reason: String { "\(output.name) would take the place of \(other.name)" }
  package var hint: String? { "give another name" }
}
