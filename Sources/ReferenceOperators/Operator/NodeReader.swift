import ModelGraph
import Tensors

/// Typed access to a node's attributes while an operator is made from it.
package struct NodeReader: Sendable {
  package let node: Node

  package init(_ node: Node) { self.node = node }

  package var version: Int { node.opsetVersion }

  /// Whether the input is there: listed and not the empty name.
  package func hasInput(_ index: Int) -> Bool { index < node.inputs.count && !node.inputs[index].isEmpty }

  package func has(_ attribute: String) -> Bool { node.attributes[attribute] != nil }

  package func int(_ name: String) throws(OperatorError) -> Int? {
    switch node.attributes[name] {
    case nil: return nil
    case .int(let value)?: return Int(value)
    case let other?: throw .attribute(name, found: other.kind, expected: "INT")
    }
  }

  package func int(_ name: String, default value: Int) throws(OperatorError) -> Int { try int(name) ?? value }

  /// An integer attribute that means yes or no.
  package func flag(_ name: String, default value: Bool = false) throws(OperatorError) -> Bool {
    try int(name, default: value ? 1 : 0) != 0
  }

  package func float(_ name: String) throws(OperatorError) -> Float? {
    switch node.attributes[name] {
    case nil: return nil
    case .float(let value)?: return value
    case let other?: throw .attribute(name, found: other.kind, expected: "FLOAT")
    }
  }

  package func float(_ name: String, default value: Float) throws(OperatorError) -> Float {
    try float(name) ?? value
  }

  package func string(_ name: String) throws(OperatorError) -> String? {
    switch node.attributes[name] {
    case nil: return nil
    case .string(let bytes)?: return String(decoding: bytes, as: UTF8.self)
    case let other?: throw .attribute(name, found: other.kind, expected: "STRING")
    }
  }

  package func string(_ name: String, default value: String) throws(OperatorError) -> String {
    try string(name) ?? value
  }

  package func ints(_ name: String) throws(OperatorError) -> [Int]? {
    switch node.attributes[name] {
    case nil: return nil
    case .ints(let values)?: return values.map { Int($0) }
    case let other?: throw .attribute(name, found: other.kind, expected: "INTS")
    }
  }

  package func floats(_ name: String) throws(OperatorError) -> [Float]? {
    switch node.attributes[name] {
    case nil: return nil
    case .floats(let values)?: return values
    case let other?: throw .attribute(name, found: other.kind, expected: "FLOATS")
    }
  }

  package func strings(_ name: String) throws(OperatorError) -> [String]? {
    switch node.attributes[name] {
    case nil: return nil
    case .strings(let values)?: return values.map { String(decoding: $0, as: UTF8.self) }
    case let other?: throw .attribute(name, found: other.kind, expected: "STRINGS")
    }
  }

  package func tensor(_ name: String) throws(OperatorError) -> Tensor? {
    switch node.attributes[name] {
    case nil: return nil
    case .tensor(let value)?: return value
    case let other?: throw .attribute(name, found: other.kind, expected: "TENSOR")
    }
  }

  package func graph(_ name: String) throws(OperatorError) -> Graph? {
    switch node.attributes[name] {
    case nil: return nil
    case .graph(let value)?: return value
    case let other?: throw .attribute(name, found: other.kind, expected: "GRAPH")
    }
  }

  /// The result of one of the optional readers, which has to be there.
  package func required<Value>(_ name: String, _ value: Value?) throws(OperatorError) -> Value {
    guard let value else { throw .missingAttribute(name) }
    return value
  }
}
