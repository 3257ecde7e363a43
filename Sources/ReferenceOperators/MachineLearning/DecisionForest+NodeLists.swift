import Tensors

extension DecisionForest {
  /// The trees of TreeEnsembleClassifier and TreeEnsembleRegressor (ai.onnx.ml, 1 and 3): lists of nodes that are
  /// numbered within their tree, leaves (mode LEAF) among them, and lists of what leaves add to targets.
  ///
  /// `nodes_modes` are BRANCH_LEQ, BRANCH_LT, BRANCH_GTE, BRANCH_GT, BRANCH_EQ, BRANCH_NEQ and LEAF; thresholds are
  /// `nodes_values` or, from version 3 on, `nodes_values_as_tensor`. The first node of a tree is its root.
  /// - Parameter prefix: of the leaves' lists, `class` or `target`.
  init(lists node: NodeReader, leaves prefix: String, targets: Int) throws(OperatorError) {
    let lists = try NodeLists(node)
    var outputs: [NodeLists.Key: [Leaf]] = [:]
    let ids = try node.required(prefix + "_ids", node.ints(prefix + "_ids"))
    let trees = try node.required(prefix + "_treeids", node.ints(prefix + "_treeids"))
    let numbers = try node.required(prefix + "_nodeids", node.ints(prefix + "_nodeids"))
    let weights = try node.reals(prefix + "_weights") ?? []
    guard [trees.count, numbers.count, weights.count].allSatisfy({ $0 == ids.count }),
      ids.allSatisfy({ (0..<targets).contains($0) })
    else {
      throw .attribute(
        prefix + "_ids", found: "\(ids.count) numbers", expected: "one below \(targets) for each weight of a leaf")
    }
    for index in ids.indices {
      outputs[NodeLists.Key(tree: trees[index], node: numbers[index]), default: []].append(
        Leaf(target: ids[index], weight: weights[index]))
    }

    var branches: [NodeLists.Key: Branch] = [:]
    var leaves: [[Leaf]] = []
    var innerCount = 0
    for (index, key) in lists.keys.enumerated() {
      guard branches[key] == nil else {
        throw .attribute("nodes_nodeids", found: "\(key.node) twice in a tree", expected: "a number a node")
      }
      if lists.modes[index] == nil {
        branches[key] = Branch(index: leaves.count, isLeaf: true)
        leaves.append(outputs[key] ?? [])
      } else {
        branches[key] = Branch(index: innerCount, isLeaf: false)
        innerCount += 1
      }
    }
    let nodes = try lists.inner(branches)
    var roots: [Branch] = []
    var seen: Set<Int> = []
    for key in lists.keys where seen.insert(key.tree).inserted {
      if let root = branches[key] { roots.append(root) }
    }
    self.init(roots: roots, nodes: nodes, leaves: leaves)
  }
}

/// The lists of nodes, checked to be equally long.
private struct NodeLists {
  struct Key: Hashable {
    let tree: Int
    let node: Int
  }

  let keys: [Key]
  /// As ``DecisionForest`` numbers them; `nil` for a leaf.
  let modes: [UInt8?]
  private let features: [Int]
  private let splits: [Double]
  private let missing: [Int]
  private let whenTrue: [Int]
  private let whenFalse: [Int]

  private static let modeNames = [
    "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ",
  ]

  init(_ node: NodeReader) throws(OperatorError) {
    let trees = try node.required("nodes_treeids", node.ints("nodes_treeids"))
    let count = trees.count
    let numbers = try node.required("nodes_nodeids", node.ints("nodes_nodeids"))
    features = try node.required("nodes_featureids", node.ints("nodes_featureids"))
    splits = try node.reals("nodes_values") ?? []
    missing = try node.ints("nodes_missing_value_tracks_true") ?? [Int](repeating: 0, count: count)
    whenTrue = try node.required("nodes_truenodeids", node.ints("nodes_truenodeids"))
    whenFalse = try node.required("nodes_falsenodeids", node.ints("nodes_falsenodeids"))
    let names = try node.required("nodes_modes", node.strings("nodes_modes"))
    guard
      [numbers, features, missing, whenTrue, whenFalse].allSatisfy({ $0.count == count }), names.count == count,
      splits.count == count, features.allSatisfy({ $0 >= 0 })
    else {
      throw .attribute(
        "nodes_treeids", found: "\(count) nodes", expected: "as many as the other nodes_ lists have")
    }
    var modes: [UInt8?] = []
    for name in names {
      let mode = Self.modeNames.firstIndex(of: name)
      guard mode != nil || name == "LEAF" else {
        throw .attribute("nodes_modes", found: name, expected: (Self.modeNames + ["LEAF"]).joined(separator: ", "))
      }
      modes.append(mode.map { UInt8($0) })
    }
    self.modes = modes
    keys = zip(trees, numbers).map { Key(tree: $0, node: $1) }
  }

  /// The inner nodes in the order of the lists.
  func inner(_ branches: [Key: DecisionForest.Branch]) throws(OperatorError) -> [DecisionForest.Inner] {
    var nodes: [DecisionForest.Inner] = []
    for (index, key) in keys.enumerated() {
      guard let mode = modes[index] else { continue }
      guard let yes = branches[Key(tree: key.tree, node: whenTrue[index])],
        let no = branches[Key(tree: key.tree, node: whenFalse[index])]
      else {
        throw .attribute(
          "nodes_truenodeids", found: "\(whenTrue[index]), \(whenFalse[index])", expected: "nodes of the same tree"
        )
      }
      nodes.append(
        DecisionForest.Inner(
          feature: features[index], split: splits[index], mode: mode, isTrueForMissing: missing[index] != 0,
          whenTrue: yes, whenFalse: no))
    }
    return nodes
  }
}

extension NodeReader {
  /// Numbers in an attribute of floats or in the tensor that version 3 of the tree operators has in its place.
  func reals(_ name: String) throws(OperatorError) -> [Double]? {
    if let tensor = try tensor(name + "_as_tensor") {
      return try tensor.cast(to: .float64).elements(as: Double.self)
    }
    return try floats(name)?.map(Double.init)
  }
}
