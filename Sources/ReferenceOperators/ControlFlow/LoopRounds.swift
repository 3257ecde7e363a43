import Synchronization

/// The iterations that a loop may still take, those of the loops within it included: nobody can tell of a loop whether
/// it ever ends, and a million times a million iterations do not in anybody's time.
final class LoopRounds: Sendable {
  /// Iterations of a loop of a model, and of all loops within it, unless a test lowers them.
  static let standard = 1_000_000

  private let most: Int
  private let rest: Atomic<Int>

  init(_ most: Int) {
    self.most = most
    rest = Atomic(most)
  }

  /// Takes one iteration that begins with sequences of so many elements, which may all be copied in it: each hundred
  /// of them counts like an iteration.
  /// - Throws: ``OperatorError/value(_:)`` where there are none left.
  func take(carrying elements: Int) throws(OperatorError) {
    guard rest.subtract(1 + elements / 100, ordering: .relaxed).newValue >= 0 else {
      throw .value(
        "a loop that has not ended after \(most) iterations, those of loops within it and hundreds of elements of the "
          + "sequences that it carries included")
    }
  }
}
