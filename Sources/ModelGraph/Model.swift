/// A loaded model: its graph and what its file says about itself.
package struct Model: Sendable {
  /// Path of the file, as given.
  package var path: String
  package var irVersion: Int64
  /// Imported version by domain; `""` is ONNX's own.
  package var opsets: [String: Int]
  package var producer: String
  package var metadata: [String: String]
  package var graph: Graph

  package init(
    path: String, irVersion: Int64, opsets: [String: Int], producer: String = "",
    metadata: [String: String] = [:], graph: Graph
  ) {
    self.path = path
    self.irVersion = irVersion
    self.opsets = opsets
    self.producer = producer
    self.metadata = metadata
    self.graph = graph
  }
}
