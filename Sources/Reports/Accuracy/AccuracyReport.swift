import Diagnostics
import ModelRunner

/// The reports of a study of accuracy against sparsity: text for stdout and the files of its folder.
package struct AccuracyReport {
  private let document: AccuracyStudyDocument
  private let predictions: PredictionsCSV?

  package init(_ result: AccuracyResult) {
    document = AccuracyStudyDocument(result)
    predictions = PredictionsCSV(result)
  }

  /// - Parameter width: columns of the terminal; `nil` where there is no limit.
  package func text(in format: ReportFormat, width: Int?, style: TextStyle = .plain) throws -> String {
    switch format {
    case .table: AccuracyTable(document).text(width: width, style: style)
    case .json: try JSONText.encode(document)
    case .csv: AccuracyCSV(document).text
    }
  }

  /// Where its files lie in its folder.
  package static func files(in folder: String) -> [NamedFile] {
    ["accuracy.html", "predictions.csv", "accuracy.csv"].map {
      NamedFile("\(folder)/\($0)", named: "the file of --out")
    }
  }

  /// Writes `accuracy.html`, `accuracy.csv` and, of a classifier, `predictions.csv`.
  package func write(to folder: String) throws(MachineFault) {
    try WholeFile.makeFolder(folder)
    try WholeFile.write(AccuracyPage(document).text, to: folder + "/accuracy.html")
    if let predictions { try WholeFile.write(predictions.text, to: folder + "/predictions.csv") }
    // Last, since its presence says that the others are there.
    try WholeFile.write(AccuracyCSV(document).text, to: folder + "/accuracy.csv")
  }
}
