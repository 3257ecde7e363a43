/// One case of ONNX's backend test suite: a model and what it makes of given inputs.
package struct ConformanceCase: Sendable {
  /// Inputs and the outputs that belong to them.
  package enum DataSet: Sendable, Equatable {
    /// Files `input_K.pb` and `output_K.pb`, by K; `nil` where the folder has no such file.
    case files(inputs: [String?], outputs: [String?])
    /// The light models' layout: the input is 0, 1/n, 2/n, ...; one file holds the output.
    case counting(output: String)
  }

  /// The folder's name, or the light model's.
  package let name: String
  /// Path of the model.
  package let model: String
  package let dataSets: [DataSet]
  package let tolerance: ElementTolerance

  package init(name: String, model: String, dataSets: [DataSet], tolerance: ElementTolerance) {
    self.name = name
    self.model = model
    self.dataSets = dataSets
    self.tolerance = tolerance
  }
}
