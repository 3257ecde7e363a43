/// A row of the operator table: which nodes an implementation serves.
///
/// An operator whose meaning changed has one row a change, all of them made by the same type where the
/// difference is small: `make` hands it the node with its version.
package struct OperatorDefinition: Sendable {
  package let domain: String
  package let name: String
  /// The first opset version of the domain that this row serves; the next row of the same name ends it.
  package let since: Int
  package let make: @Sendable (NodeReader) throws(OperatorError) -> any Operator

  package init(
    _ name: String, since: Int, domain: String = "",
    make: @escaping @Sendable (NodeReader) throws(OperatorError) -> any Operator
  ) {
    self.domain = domain
    self.name = name
    self.since = since
    self.make = make
  }
}
