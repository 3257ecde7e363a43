/// The red-black tree without duplicates in which STONNE keeps its candidates.
///
/// Which candidate wins depends on it. Since ``DenseCandidate/precedes(_:)`` is no order, where a candidate
/// ends up, and whether it is taken for a duplicate and dropped, follows from the shape of the tree at
/// that moment: a plain scan finds another tile in one case out of fifteen.
struct CandidateTree {
  private struct Node {
    let candidate: DenseCandidate
    var parent: Int?
    var left: Int?
    var right: Int?
    var isRed = true
  }

  private var nodes: [Node] = []
  private var root: Int?

  /// The candidates that were kept, from left to right.
  var inOrder: [DenseCandidate] {
    var order: [DenseCandidate] = []
    var path: [Int] = []
    var next = root
    while true {
      if let node = next {
        path.append(node)
        next = nodes[node].left
      } else if let node = path.popLast() {
        order.append(nodes[node].candidate)
        next = nodes[node].right
      } else {
        return order
      }
    }
  }

  /// Keeps a candidate, unless the one left of its place does not precede it.
  mutating func insert(_ candidate: DenseCandidate) {
    var parent: Int?
    var next = root
    var goesLeft = true
    while let node = next {
      parent = node
      goesLeft = candidate.precedes(nodes[node].candidate)
      next = goesLeft ? nodes[node].left : nodes[node].right
    }
    if let parent {
      let neighbour = goesLeft ? predecessor(of: parent) : parent
      if let neighbour, !nodes[neighbour].candidate.precedes(candidate) { return }
    }
    let node = nodes.count
    nodes.append(Node(candidate: candidate, parent: parent))
    replaceChild(of: parent, onLeft: goesLeft, with: node)
    balance(after: node)
  }

  private func predecessor(of node: Int) -> Int? {
    if var largest = nodes[node].left {
      while let right = nodes[largest].right { largest = right }
      return largest
    }
    var child = node
    var ancestor = nodes[node].parent
    while let above = ancestor, nodes[above].left == child {
      child = above
      ancestor = nodes[above].parent
    }
    return ancestor
  }
}

// MARK: - Balance

extension CandidateTree {
  /// Restores what makes the tree red-black: the root is black, and no red node has a red parent.
  private mutating func balance(after inserted: Int) {
    var node = inserted
    while let parent = nodes[node].parent, nodes[parent].isRed, let grandparent = nodes[parent].parent {
      let parentIsLeft = nodes[grandparent].left == parent
      let uncle = parentIsLeft ? nodes[grandparent].right : nodes[grandparent].left
      if let uncle, nodes[uncle].isRed {
        nodes[parent].isRed = false
        nodes[uncle].isRed = false
        nodes[grandparent].isRed = true
        node = grandparent
        continue
      }
      var top = parent
      let isInner = parentIsLeft ? nodes[parent].right == node : nodes[parent].left == node
      if isInner {
        rotate(parent, toLeft: parentIsLeft)
        top = node
        node = parent
      }
      nodes[top].isRed = false
      nodes[grandparent].isRed = true
      rotate(grandparent, toLeft: !parentIsLeft)
    }
    if let root { nodes[root].isRed = false }
  }

  /// Lets a node's child on the far side take its place.
  private mutating func rotate(_ node: Int, toLeft: Bool) {
    guard let riser = toLeft ? nodes[node].right : nodes[node].left else { return }
    let inner = toLeft ? nodes[riser].left : nodes[riser].right
    let parent = nodes[node].parent
    let wasLeft = parent.map { nodes[$0].left == node } ?? false
    replaceChild(of: node, onLeft: !toLeft, with: inner)
    replaceChild(of: parent, onLeft: wasLeft, with: riser)
    replaceChild(of: riser, onLeft: toLeft, with: node)
  }

  /// Hangs a subtree below a node, or makes it the whole tree.
  private mutating func replaceChild(of parent: Int?, onLeft: Bool, with child: Int?) {
    if let child { nodes[child].parent = parent }
    switch (parent, onLeft) {
    case (nil, _): root = child
    case (let parent?, true): nodes[parent].left = child
    case (let parent?, false): nodes[parent].right = child
    }
  }
}
