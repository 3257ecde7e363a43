/// How the sums of one virtual neuron climb a level of the augmented reduction tree (Kwon et al., MAERI, ASPLOS
/// 2018; STONNE's rule): where they would enter two neighbours with different parents, the node with the smaller
/// share sends over the augmented link, if all of the sums on its side reach it.
struct AdderTreeClimb {
  /// The nodes of the level that the children reach, and those that have a result for the level above.
  let reached: Range<Int>
  let active: Range<Int>

  /// Whether the first node that is reached sends to its right neighbour, and the last one to its left.
  var sendsRight: Bool { active.lowerBound > reached.lowerBound }
  var sendsLeft: Bool { active.upperBound < reached.upperBound }

  /// - Parameter children: the nodes of the level below, or the multipliers, that send up.
  init(_ topology: AdderTreeTopology, _ level: Int, _ children: Range<Int>) {
    let reached = children.lowerBound / 2..<(children.upperBound - 1) / 2 + 1
    self.reached = reached
    let (first, last) = (reached.lowerBound, reached.upperBound - 1)
    // Only the outermost nodes can have all sums of their side of a link.
    let right = first < last && topology.startsPair(level, first) && Self.link(after: first, children) == .toRight
    let left =
      first < last && topology.startsPair(level, last - 1) && Self.link(after: last - 1, children) == .toLeft
    active = (right ? first + 1 : first)..<(left ? last : last + 1)
  }

  private enum Link { case none, toLeft, toRight }

  /// The use of the link between a node and the next.
  private static func link(after left: Int, _ children: Range<Int>) -> Link {
    let middle = 2 * left + 2
    let leftShare = middle - children.lowerBound
    let rightShare = children.upperBound - middle
    guard leftShare > 0, rightShare > 0 else { return .none }
    // The link carries one node's sum: the side that sends must not reach beyond it.
    if leftShare >= rightShare { return rightShare <= 2 ? .toLeft : .none }
    return leftShare <= 2 ? .toRight : .none
  }
}
