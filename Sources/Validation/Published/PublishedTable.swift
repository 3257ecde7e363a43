/// Published runs from one source.
package struct PublishedTable: Sendable {
  package var title: String
  /// Where the figures are from and what a reader has to know to compare them, a paragraph.
  package var notes: String
  package var runs: [PublishedRun]

  package init(title: String, notes: String, runs: [PublishedRun]) {
    self.title = title
    self.notes = notes
    self.runs = runs
  }

  /// Everything that `stonne validate` runs, in its order.
  package static let all: [PublishedTable] = [
    againstHardware, examples, mapper, alexNet,
  ]
}
