import Workload

extension Tile {
  /// Smaller tiles, by halving each size again and again, those with the most multipliers first; among equals
  /// the larger virtual neurons.
  var parts: [Tile] {
    var parts: [Tile] = []
    for r in halvings(r) {
      for s in halvings(s) {
        for c in halvings(c) {
          for k in halvings(k) {
            for x in halvings(x) { parts.append(Tile(r: r, s: s, c: c, k: k, x: x)) }
          }
        }
      }
    }
    return parts.enumerated().sorted { ($0.element.weight, $1.offset) > ($1.element.weight, $0.offset) }
      .map(\.element)
  }

  private var weight: Int { virtualNeuronSize * virtualNeurons }

  private func halvings(_ size: Int) -> [Int] { Array(sequence(first: size) { $0 > 1 ? $0 / 2 : nil }) }
}
