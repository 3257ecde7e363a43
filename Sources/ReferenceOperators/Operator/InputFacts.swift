import Tensors

/// The facts of a node's inputs; `nil` stands for an omitted optional input.
package struct InputFacts: Sendable {
  package let facts: [ValueFact?]

  package init(_ facts: [ValueFact?]) { self.facts = facts }

  package var count: Int { facts.count }

  /// The fact of an input that is there, or `nil` where it is omitted or absent.
  package subscript(index: Int) -> ValueFact? { index < facts.count ? facts[index] : nil }
}
