import ModelGraph

/// A row of the operator table: which nodes an implementation serves.
///
/// An operator whose meaning changed has one row a change, all of them made by the same type where the
/// difference is small: `make` hands it the node with its version.
package struct OperatorDefinition: Sendable {
  package let domain: String
  package let name: String
  /// The first opset version of the domain that this row serves; the next row of the same name ends it.
  package let since: Int
  /// How many inputs a node may list, omitted ones (`""`) counted; `nil` where that is not checked.
  package let inputs: ClosedRange<Int>?
  /// How many outputs a node may list; `nil` where that is not checked.
  package let outputs: ClosedRange<Int>?
  /// The attributes that this version has; `nil` where that is not checked.
  package let attributes: Set<String>?
  package let make: @Sendable (NodeReader) throws(OperatorError) -> any Operator

  package init(
    _ name: String, since: Int, domain: String = "", inputs: ClosedRange<Int>? = nil,
    outputs: ClosedRange<Int>? = nil, attributes: Set<String>? = nil,
    make: @escaping @Sendable (NodeReader) throws(OperatorError) -> any Operator
  ) {
    self.domain = domain
    self.name = name
    self.since = since
    self.inputs = inputs
    self.outputs = outputs
    self.attributes = attributes
    self.make = make
  }

  /// The operator of a node that this row serves, once its inputs, outputs and attributes are known to be
  /// those of the version.
  package func makeOperator(for node: Node) throws(OperatorError) -> any Operator {
    if let inputs, !inputs.contains(node.inputs.count) {
      throw .arity(of: "input", found: node.inputs.count, accepted: inputs)
    }
    if let outputs, !outputs.contains(node.outputs.count) {
      throw .arity(of: "output", found: node.outputs.count, accepted: outputs)
    }
    if let attributes {
      for name in node.attributes.keys.sorted() where !attributes.contains(name) {
        throw .unknownAttribute(name, accepted: attributes.sorted())
      }
    }
    return try make(NodeReader(node))
  }
}

extension ClosedRange<Int> {
  /// Any number of inputs or outputs, at least one.
  package static var oneOrMore: Self { 1...Int.max }
}
