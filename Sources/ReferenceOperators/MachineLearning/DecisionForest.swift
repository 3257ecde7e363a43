import Tensors

/// Decision trees as TreeEnsemble-5 (ai.onnx.ml) states them: parallel lists of inner nodes and of leaves.
///
/// A node compares feature `nodes_featureids` with `nodes_splits` by `nodes_modes` (0 <=, 1 <, 2 >=, 3 >, 4 ==,
/// 5 !=, 6 is in the next set of `membership_values`, which NaN ends) and goes on at `nodes_truenodeids` or
/// `nodes_falsenodeids`, each a leaf where `nodes_trueleafs`, `nodes_falseleafs` says so. A feature that is NaN
/// goes the way of truth where `nodes_missing_value_tracks_true` is 1.
struct DecisionForest: Sendable {
  /// What the end of a way through a tree adds to a target.
  struct Leaf: Sendable {
    let target: Int
    let weight: Double
  }

  struct Branch: Sendable {
    let index: Int
    let isLeaf: Bool
  }

  struct Inner: Sendable {
    let feature: Int
    let split: Double
    let mode: UInt8
    var members: Set<Double> = []
    let isTrueForMissing: Bool
    let whenTrue: Branch
    let whenFalse: Branch
  }

  let roots: [Branch]
  private let nodes: [Inner]
  /// By leaf.
  private let leaves: [[Leaf]]

  /// - Precondition: branches lead to nodes and leaves that are there.
  init(roots: [Branch], nodes: [Inner], leaves: [[Leaf]]) {
    self.roots = roots
    self.nodes = nodes
    self.leaves = leaves
  }

  var largestFeature: Int { nodes.map(\.feature).max() ?? -1 }

  init(_ node: NodeReader, targets: Int) throws(OperatorError) {
    let features = try Self.list("nodes_featureids", node)
    let count = features.count
    let splits = try Self.reals("nodes_splits", node)
    let modes = try node.required("nodes_modes", node.tensor("nodes_modes")).cast(to: .uint8).elements(
      as: UInt8.self)
    let missing = try node.ints("nodes_missing_value_tracks_true") ?? [Int](repeating: 0, count: count)
    let whenTrue = try Self.list("nodes_truenodeids", node)
    let whenFalse = try Self.list("nodes_falsenodeids", node)
    let trueIsLeaf = try Self.list("nodes_trueleafs", node)
    let falseIsLeaf = try Self.list("nodes_falseleafs", node)
    let lengths = [missing, whenTrue, whenFalse, trueIsLeaf, falseIsLeaf].map(\.count)
    guard (lengths + [splits.count, modes.count]).allSatisfy({ $0 == count }) else {
      throw .attribute(
        "nodes_featureids", found: "\(count) nodes", expected: "as many as the other nodes_ lists have")
    }
    let ids = try Self.list("leaf_targetids", node)
    let weights = try Self.reals("leaf_weights", node)
    guard ids.count == weights.count, ids.allSatisfy({ (0..<targets).contains($0) }) else {
      throw .attribute("leaf_targetids", found: "\(ids)", expected: "a target below \(targets) for each weight")
    }
    leaves = zip(ids, weights).map { [Leaf(target: $0, weight: $1)] }
    let membership = try node.tensor("membership_values")
    let values = try membership.map { values throws(OperatorError) in try Self.doubles(values) } ?? []
    var sets = Array(values.split(omittingEmptySubsequences: false, whereSeparator: \.isNaN).reversed())
    var nodes: [Inner] = []
    for index in 0..<count {
      let members = modes[index] == 6 ? Set(sets.popLast() ?? []) : []
      let branches = [(whenTrue[index], trueIsLeaf[index] != 0), (whenFalse[index], falseIsLeaf[index] != 0)]
      for (target, isLeaf) in branches where !(0..<(isLeaf ? ids.count : count)).contains(target) {
        throw .attribute("nodes_truenodeids", found: "\(target)", expected: "a node or leaf that is there")
      }
      guard modes[index] <= 6, features[index] >= 0 else {
        throw .attribute("nodes_modes", found: "\(modes[index])", expected: "0 to 6, and features of 0 or more")
      }
      nodes.append(
        Inner(
          feature: features[index], split: splits[index], mode: modes[index], members: members,
          isTrueForMissing: missing[index] != 0,
          whenTrue: Branch(index: branches[0].0, isLeaf: branches[0].1),
          whenFalse: Branch(index: branches[1].0, isLeaf: branches[1].1)))
    }
    self.nodes = nodes
    let roots = try Self.list("tree_roots", node)
    self.roots = roots.map { Branch(index: $0, isLeaf: false) }
    guard roots.allSatisfy({ (0..<count).contains($0) }) else {
      throw .attribute("tree_roots", found: "\(roots)", expected: "numbers of nodes")
    }
  }

  private static func list(_ name: String, _ node: NodeReader) throws(OperatorError) -> [Int] {
    try node.required(name, node.ints(name))
  }

  private static func reals(_ name: String, _ node: NodeReader) throws(OperatorError) -> [Double] {
    try doubles(node.required(name, node.tensor(name)))
  }

  private static func doubles(_ tensor: Tensor) throws(OperatorError) -> [Double] {
    try tensor.cast(to: .float64).elements(as: Double.self)
  }

  /// What every tree adds for a row of features, a target's weights gathered by `combine`; `nil` for a target that
  /// none of them reaches.
  func scores(
    of features: ArraySlice<Double>, targets: Int, _ combine: (Double, Double) -> Double
  ) throws(OperatorError) -> [Double?] {
    var scores = [Double?](repeating: nil, count: targets)
    for root in roots {
      for leaf in try leaf(below: root, features) {
        scores[leaf.target] = scores[leaf.target].map { combine($0, leaf.weight) } ?? leaf.weight
      }
    }
    return scores
  }

  /// - Throws: ``OperatorError/value(_:)`` where the way comes back to where it was.
  private func leaf(below root: Branch, _ features: ArraySlice<Double>) throws(OperatorError) -> [Leaf] {
    var branch = root
    for _ in 0...nodes.count {
      if branch.isLeaf { return leaves[branch.index] }
      let node = nodes[branch.index]
      branch = Self.holds(node, features[features.startIndex + node.feature]) ? node.whenTrue : node.whenFalse
    }
    throw .value("the trees are none: a way through them does not end")
  }

  private static func holds(_ node: Inner, _ value: Double) -> Bool {
    if value.isNaN, node.isTrueForMissing { return true }
    return switch node.mode {
    case 0: value <= node.split
    case 1: value < node.split
    case 2: value >= node.split
    case 3: value > node.split
    case 4: value == node.split
    case 5: value != node.split
    default: node.members.contains(value)
    }
  }
}
