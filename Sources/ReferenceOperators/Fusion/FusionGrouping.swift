/// Finds the nodes that a ``FusedGroup`` can evaluate as one.
struct FusionGrouping {
  /// What a group knows of a node.
  struct Candidate {
    let isProduct: Bool
    let isElementwise: Bool
    /// Slots.
    let inputs: [Int?]
    /// The slot of its only output; `nil` where it has several or nobody uses it.
    let output: Int?
  }

  private let candidates: [Candidate]
  /// Nodes by the slot that they read.
  private var consumers: [Int: [Int]] = [:]
  private let outputSlots: Set<Int>

  /// Members of a group at most: a program has so many registers.
  private static let mostMembers = 24

  init(_ candidates: [Candidate], outputSlots: [Int]) {
    self.candidates = candidates
    self.outputSlots = Set(outputSlots)
    for (index, candidate) in candidates.enumerated() {
      for slot in Set(candidate.inputs.compactMap { $0 }) { consumers[slot, default: []].append(index) }
    }
  }

  /// Groups of at least two nodes, and products alone; each in the order of the graph.
  func groups() -> [[Int]] {
    var groups: [[Int]] = []
    var isTaken = [Bool](repeating: false, count: candidates.count)
    for index in candidates.indices where !isTaken[index] {
      guard candidates[index].isProduct || candidates[index].isElementwise else { continue }
      let members = grow(from: index, isTaken)
      guard members.count > 1 || candidates[index].isProduct else { continue }
      groups.append(members)
      for member in members { isTaken[member] = true }
    }
    return groups
  }

  /// The longest run of operators on the node's output of which only the last one's output is seen outside.
  private func grow(from head: Int, _ isTaken: [Bool]) -> [Int] {
    var members = [head]
    var longest = members
    guard var last = candidates[head].output else { return longest }
    var waiting = Set(consumers[last] ?? [])
    while !outputSlots.contains(last), members.count < Self.mostMembers, let next = waiting.min(),
      candidates[next].isElementwise, !isTaken[next], let output = candidates[next].output
    {
      members.append(next)
      waiting.remove(next)
      // All that reads what lies inside has joined.
      if waiting.isEmpty { longest = members }
      waiting.formUnion(consumers[output] ?? [])
      last = output
    }
    return longest
  }
}
