import ModelRunner

/// `predictions.csv`: a row a sample with its label and the class that each pruning of the network says.
struct PredictionsCSV {
  let text: String

  /// `nil` where the network is no classifier.
  init?(_ result: AccuracyResult) {
    let points = result.points.compactMap { point in point.predictions.map { (point, $0) } }
    guard !points.isEmpty, points.count == result.points.count else { return nil }
    let titles = points.map { CSVField.escaped("\($0.0.method) \(NumberText.shortest($0.0.sparsity))") }
    var lines = [(["sample", "label"] + titles).joined(separator: ",")]
    for sample in 0..<result.samples {
      let label = result.labels.map { String($0[sample]) } ?? ""
      lines.append(([String(sample), label] + points.map { String($0.1[sample]) }).joined(separator: ","))
    }
    text = lines.map { $0 + "\n" }.joined()
  }
}
