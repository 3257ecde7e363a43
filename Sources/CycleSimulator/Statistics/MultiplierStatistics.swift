/// What the multiplier network counted.
package enum MultiplierStatistics: Hashable, Sendable {
  case linear([LinearMultiplierCounts])
  /// Row-major, `columns` to a row.
  case mesh([MeshElementCounts], columns: Int)

  package var multiplications: Int {
    switch self {
    case .linear(let multipliers): multipliers.reduce(0) { $0 + $1.multiplications }
    case .mesh(let elements, _): elements.reduce(0) { $0 + $1.multiplications }
    }
  }

  /// Writes of each link between neighbours, in the order of STONNE's `.counters`: on the linear array from
  /// multiplier i + 1 to i; on the mesh the vertical links, then the horizontal ones, by receiver, row-major.
  package var linkWrites: [Int] {
    switch self {
    case .linear(let multipliers):
      return multipliers.dropFirst().map(\.forwardingsSent)
    case .mesh(let elements, let columns):
      let vertical = elements.dropLast(columns).map(\.bottomSent)
      let horizontal = elements.indices.filter { $0 % columns != 0 }.map { elements[$0 - 1].rightSent }
      return vertical + horizontal
    }
  }
}
