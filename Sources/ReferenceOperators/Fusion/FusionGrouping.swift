/// Finds the nodes that a ``FusedGroup`` can evaluate as one.
struct FusionGrouping {
  /// What a group knows of a node.
  struct Candidate {
    let isProduct: Bool
    /// `nil` for an operator that is none on elements.
    let form: ElementForm?
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
      guard candidates[index].isProduct || candidates[index].form?.readsIntegers == false else { continue }
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
      let form = candidates[next].form, !isTaken[next], let output = candidates[next].output,
      form.readsIntegers == readsIntegers(next, of: members)
    {
      members.append(next)
      waiting.remove(next)
      // All that reads what lies inside has joined.
      if waiting.isEmpty, !form.givesIntegers { longest = members }
      waiting.formUnion(consumers[output] ?? [])
      last = output
    }
    return longest
  }

  /// Whether a node's first input is what a member quantises.
  private func readsIntegers(_ node: Int, of members: [Int]) -> Bool {
    let quantised = members.filter { candidates[$0].form?.givesIntegers ?? false }.map { candidates[$0].output }
    return candidates[node].inputs.contains { $0 != nil && quantised.contains($0) }
  }
}

extension ElementForm {
  /// Whether the result is no real number yet.
  var givesIntegers: Bool { if case .quantization = self { true } else { false } }

  /// Whether the first input has to be such a result.
  var readsIntegers: Bool { if case .dequantization = self { true } else { false } }
}
