/// STONNE's order of stationary vectors (`-optimize=1`): first those that have to be folded, then, array by array,
/// the largest that still fits.
package enum LargestFirstOrder {
  /// - Parameters:
  ///   - sizes: of the vectors.
  ///   - capacity: multipliers of the array.
  /// - Returns: the vectors in their new order. Equal sizes come in the order that swapping leaves them in, as in
  ///   STONNE.
  package static func order(_ sizes: [Int], capacity: Int) -> [Int] {
    var order = Array(sizes.indices)
    var chosen = 0
    for place in order.indices where sizes[order[place]] > capacity {
      order.swapAt(place, chosen)
      chosen += 1
    }
    var used = 0
    while chosen < order.count {
      var best: Int?
      for place in chosen..<order.count where sizes[order[place]] + used <= capacity {
        if best.map({ sizes[order[place]] > sizes[order[$0]] }) ?? true { best = place }
      }
      if let best {
        used += sizes[order[best]]
        order.swapAt(best, chosen)
        chosen += 1
      } else {
        used = 0
      }
    }
    return order
  }
}
