import ModelGraph
import Tensors

/// The nodes that take the place of one node, under construction.
struct FunctionBody {
  /// The version of ONNX's operators that bodies are written in.
  static let version = 23

  private let call: Node
  private(set) var nodes: [Node] = []

  init(_ call: Node) { self.call = call }

  /// Adds a node and returns its first output; `""` among the inputs is an omitted one, as are the last ones.
  /// - Parameters:
  ///   - version: of ONNX's operators, where another one than the body's is meant.
  ///   - isMain: whether it bears the name of the node that the body stands for.
  mutating func callAsFunction(
    _ type: String, _ inputs: [String], _ attributes: [String: Attribute] = [:], domain: String = "",
    version: Int = Self.version, isMain: Bool = false
  ) -> String {
    let output = "\(call.displayName)/\(nodes.count)"
    add(type, inputs, [output], attributes, domain: domain, version: version, isMain: isMain)
    return output
  }

  /// Adds a node whose outputs are the caller's to name.
  mutating func add(
    _ type: String, _ inputs: [String], _ outputs: [String], _ attributes: [String: Attribute] = [:],
    domain: String = "", version: Int = Self.version, isMain: Bool = false
  ) {
    var listed = inputs
    while listed.last == "" { listed.removeLast() }
    nodes.append(
      Node(
        type, name: isMain ? call.displayName : "\(call.displayName)/\(type)/\(nodes.count)", domain: domain,
        opsetVersion: domain.isEmpty ? version : 1, inputs: listed, outputs: outputs, attributes: attributes))
  }

  /// Gives a value out as an output of the body, where somebody wants it.
  mutating func give(_ value: String, as output: Int) {
    guard output < call.outputs.count, !call.outputs[output].isEmpty else { return }
    add("Identity", [value], [call.outputs[output]])
  }

  mutating func constant(_ value: Float) -> String {
    self("Constant", [], ["value": .tensor(Tensor(scalar: value))])
  }

  mutating func constant(_ values: [Int]) throws(OperatorError) -> String {
    self("Constant", [], ["value": .tensor(try Tensor(int64: values))])
  }

  /// An input's name, `""` where it is omitted.
  func input(_ index: Int) -> String { index < call.inputs.count ? call.inputs[index] : "" }

  /// The name of an input that has to be there.
  func required(_ index: Int) throws(OperatorError) -> String {
    let name = input(index)
    guard !name.isEmpty else { throw .missingInput(index: index) }
    return name
  }

  /// The sum with an addend that may be omitted.
  mutating func sum(_ value: String, _ addend: String) -> String {
    addend.isEmpty ? value : self("Add", [value, addend])
  }
}
