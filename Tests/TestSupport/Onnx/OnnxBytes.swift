import Tensors

/// An ONNX model built in a test and encoded as a file holds it.
///
///     var model = OnnxBytes(opset: 17)
///     model.graph.input("x", .float32, ["batch", 3, 8, 8])
///     model.graph.initializer("w", weights)
///     model.graph.node("Conv", ["x", "w"], ["y"], ["pads": [1, 1, 1, 1], "auto_pad": "NOTSET"])
///     model.graph.output("y", .float32)
///     let bytes = model.encoded
///
/// Nothing is checked: a test builds wrong models with it as easily as right ones.
package struct OnnxBytes {
  /// `nil` leaves the field out.
  package var irVersion: Int64? = 8
  package var opsets: [(domain: String, version: Int64)]
  package var graph: Graph
  package var functions: [Function] = []
  package var metadata: [(key: String, value: String)] = []
  package var producer = "stonne tests"

  package init(opset: Int64 = 17, graph: Graph = Graph()) {
    self.opsets = [("", opset)]
    self.graph = graph
  }

  package var encoded: [UInt8] {
    var writer = ProtobufWriter()
    if let irVersion { writer.varint(1, irVersion) }
    writer.stringIfAny(2, producer)
    for opset in opsets { Self.write(opset, into: &writer, field: 8) }
    for entry in metadata { writer.entry(14, key: entry.key, value: entry.value) }
    writer.message(7) { graph.encode(into: &$0) }
    for function in functions { writer.message(25) { function.encode(into: &$0) } }
    return writer.bytes
  }

  static func write(_ opset: (domain: String, version: Int64), into writer: inout ProtobufWriter, field: Int) {
    writer.message(field) {
      $0.stringIfAny(1, opset.domain)
      $0.varint(2, opset.version)
    }
  }
}
