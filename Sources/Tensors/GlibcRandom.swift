/// The numbers of the GNU C library's `rand()` (TYPE_3: an additive feedback generator of degree 31 and
/// separation 3), which STONNE's command line fills its operands with.
package struct GlibcRandom: Sendable {
  /// The last 31 states, the oldest at `oldest`.
  private var states: [UInt32] = []
  /// The recurrence starts three states on.
  private var oldest = 3

  /// - Parameter seed: as of `srand()`, positive; a program that does not call it gets 1.
  package init(seed: Int32 = 1) {
    precondition(seed > 0)
    var state = UInt64(seed)
    for _ in 0..<31 {
      states.append(UInt32(state))
      state = 16807 * state % 2_147_483_647
    }
    // The library throws its first 310 numbers away.
    for _ in 0..<310 { _ = rand() }
  }

  /// The next number, from 0 to 2^31 - 1.
  package mutating func rand() -> Int {
    let value = states[oldest] &+ states[(oldest + 28) % 31]
    states[oldest] = value
    oldest = (oldest + 1) % 31
    return Int(value >> 1)
  }

  /// `count` whole numbers from 0 to 9: the operands of STONNE's dense operations.
  package mutating func denseOperand(count: Int) -> [Float] { (0..<count).map { _ in Float(rand() % 10) } }

  /// `count` values of which `sparsity` + 1 percent are zero and the rest whole numbers from 1 to 10: the operands
  /// of STONNE's sparse operations.
  package mutating func sparseOperand(count: Int, sparsity: Int) -> [Float] {
    (0..<count).map { _ in sparseElement(sparsity: sparsity) }
  }

  /// How many of the next `count` values of such an operand are not zero.
  package mutating func sparseElements(count: Int, sparsity: Int) -> Int {
    (0..<count).reduce(0) { elements, _ in elements + (sparseElement(sparsity: sparsity) == 0 ? 0 : 1) }
  }

  private mutating func sparseElement(sparsity: Int) -> Float {
    rand() % 100 <= sparsity ? 0 : Float(rand() % 10 + 1)
  }
}
