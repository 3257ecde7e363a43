extension OnnxBytes {
  /// A model-local function.
  package struct Function {
    package var domain: String
    package var name: String
    package var overload = ""
    package var inputs: [String]
    package var outputs: [String]
    /// Names of attributes without a default.
    package var attributes: [String] = []
    /// Attributes with their defaults.
    package var defaults: [(name: String, value: Attribute)] = []
    package var opsets: [(domain: String, version: Int64)] = [("", 17)]
    private var nodes: [Node] = []

    package init(_ domain: String, _ name: String, _ inputs: [String], _ outputs: [String]) {
      self.domain = domain
      self.name = name
      self.inputs = inputs
      self.outputs = outputs
    }

    package mutating func node(
      _ operatorType: String, _ inputs: [String], _ outputs: [String],
      _ attributes: KeyValuePairs<String, Attribute> = [:], name: String = "", domain: String = ""
    ) {
      nodes.append(
        Node(
          operatorType: operatorType, inputs: inputs, outputs: outputs, attributes: Array(attributes),
          name: name, domain: domain))
    }

    func encode(into writer: inout ProtobufWriter) {
      writer.string(1, name)
      for input in inputs { writer.string(4, input) }
      for output in outputs { writer.string(5, output) }
      for attribute in attributes { writer.string(6, attribute) }
      for (name, value) in defaults { writer.message(11) { value.encode(name: name, into: &$0) } }
      for node in nodes { writer.message(7) { node.encode(into: &$0) } }
      for opset in opsets { OnnxBytes.write(opset, into: &writer, field: 9) }
      writer.stringIfAny(10, domain)
      writer.stringIfAny(13, overload)
    }
  }
}
