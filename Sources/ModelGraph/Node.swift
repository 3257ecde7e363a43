/// One application of an operator.
package struct Node: Sendable {
  /// May be empty or repeated: output names are the only unique keys.
  package var name: String
  package var operatorType: String
  /// `""` for ONNX's own operators (`ai.onnx` is normalised to it).
  package var domain: String
  /// Version of the node's domain that its model (or function) imports.
  package var opsetVersion: Int
  /// `""` stands for an omitted optional input; trailing ones may be absent.
  package var inputs: [String]
  /// `""` stands for an output that nobody wants.
  package var outputs: [String]
  package var attributes: [String: Attribute] { didSet { capturedNames = Self.capturedNames(attributes) } }
  /// The names that the node's subgraphs capture.
  ///
  /// An evaluation gets their values after the listed inputs, in this order: value `i` is input
  /// `inputs.count + i`. Kept with the node, since every graph around it asks for them.
  package private(set) var capturedNames: [String]

  package init(
    _ operatorType: String, name: String = "", domain: String = "", opsetVersion: Int,
    inputs: [String], outputs: [String], attributes: [String: Attribute] = [:]
  ) {
    self.name = name
    self.operatorType = operatorType
    self.domain = domain
    self.opsetVersion = opsetVersion
    self.inputs = inputs
    self.outputs = outputs
    self.attributes = attributes
    capturedNames = Self.capturedNames(attributes)
  }

  /// The node's name, else its first output's: what reports and messages call it.
  package var displayName: String { name.isEmpty ? firstOutput ?? operatorType : name }

  /// The first output that somebody may want, which no other node has.
  package var firstOutput: String? { outputs.first { !$0.isEmpty } }
}
