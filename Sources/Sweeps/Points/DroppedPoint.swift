/// A point of the product that is not run.
package struct DroppedPoint: Sendable {
  /// Its values, as ``SweepPoint/name(_:)`` has them.
  package let name: String
  /// The rule that it breaks.
  package let reason: String
}
