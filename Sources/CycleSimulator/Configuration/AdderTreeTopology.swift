/// The nodes of a reduction tree over a row of multipliers, and how they are linked.
///
/// Nodes are numbered level by level from the root, so that node n has the input wires 2n and 2n + 1. Neighbours with
/// different parents share an augmented link (Kwon et al., MAERI, ASPLOS 2018). The folding tree (STONNE's FENETWORK)
/// has one more node beside the root, and a folding link from every other node upwards.
package struct AdderTreeTopology: Hashable, Sendable {
  /// The multipliers below; a power of two, at least 2.
  package let leaves: Int
  package let hasFoldingLinks: Bool
  /// Levels of adders, root first.
  package let levels: Int

  package init(leaves: Int, hasFoldingLinks: Bool = false) {
    precondition(leaves >= 2 && leaves & (leaves - 1) == 0, "a tree over \(leaves) leaves")
    self.leaves = leaves
    self.hasFoldingLinks = hasFoldingLinks
    levels = leaves.trailingZeroBitCount
  }

  package var nodeCount: Int { leaves - 1 + rootCompanions }
  /// Nodes beside the root: the one that folds what reaches the root.
  private var rootCompanions: Int { hasFoldingLinks ? 1 : 0 }

  /// Nodes of a level that have inputs from below.
  package func width(_ level: Int) -> Int { 1 << level }

  /// Nodes of each level, root first.
  package var levelWidths: [Int] { (0..<levels).map { width($0) + ($0 == 0 ? rootCompanions : 0) } }

  package func node(_ level: Int, _ index: Int) -> Int {
    width(level) - 1 + index + (level > 0 ? rootCompanions : 0)
  }

  /// The (level, index) of every node, in order.
  package var positions: [(level: Int, index: Int)] {
    levelWidths.enumerated().flatMap { level, width in (0..<width).map { (level, $0) } }
  }

  /// A node's place in words, for messages.
  package func label(_ node: Int) -> String {
    let (level, index) = positions[node]
    return "adder \(index) of level \(level)"
  }

  /// Whether (level, index) is the left one of two nodes that share an augmented link.
  package func startsPair(_ level: Int, _ index: Int) -> Bool {
    index % 2 == 1 && index + 1 < width(level) - 1
  }

  /// The node at the other end of the augmented link, if (level, index) has one.
  package func neighbour(_ level: Int, _ index: Int) -> Int? {
    if startsPair(level, index) { return node(level, index + 1) }
    if index > 0, startsPair(level, index - 1) { return node(level, index - 1) }
    return nil
  }

  /// The node that adds up, fold after fold, what (level, index) sends over its folding link.
  ///
  /// A left child folds in its parent. A right child goes up to the first ancestor that is a left child and folds
  /// in that one's parent, for its own parents may be busy with the sum itself; above the root is its companion.
  package func foldTarget(_ level: Int, _ index: Int) -> Int {
    let rightTurns = (~index).trailingZeroBitCount
    let targetLevel = level - 1 - rightTurns
    return targetLevel < 0 ? 1 : node(targetLevel, index >> (rightTurns + 1))
  }
}
