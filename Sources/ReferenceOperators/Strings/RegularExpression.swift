/// A regular expression in RE2's syntax, without capturing, and without the Unicode classes (`\p{...}`).
///
/// It runs as a set of states over the text (Thompson 1968), so that the time is at most the pattern's size
/// times the text's, whatever the pattern.
struct RegularExpression: Sendable {
  /// Why a pattern is none.
  struct Fault: Error {
    let reason: String
  }

  /// A step of the program.
  enum Instruction: Sendable {
    case scalar(ScalarSet)
    case assert(Assertion)
    case jump(Int)
    /// Both go on.
    case fork(Int, Int)
    case match
  }

  /// A condition on a place between two scalars.
  enum Assertion: Sendable {
    case start, end, lineStart, lineEnd, boundary, notBoundary
  }

  private let program: [Instruction]

  /// - Throws: ``Fault`` for a pattern that is not well formed or takes more than 10,000 states.
  init(_ pattern: String) throws(Fault) {
    var parser = RegularExpressionParser(pattern)
    var program = try parser.parse()
    program.append(.match)
    self.program = program
  }

  /// Whether the whole text matches.
  func matchesWhole(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var states = StateSet(count: program.count)
    var next = StateSet(count: program.count)
    follow(0, at: 0, in: scalars, into: &states)
    for (position, scalar) in scalars.enumerated() {
      for state in states.members {
        guard case .scalar(let set) = program[state], set.contains(scalar) else { continue }
        follow(state + 1, at: position + 1, in: scalars, into: &next)
      }
      swap(&states, &next)
      next.removeAll()
      if states.members.isEmpty { return false }
    }
    return states.members.contains { if case .match = program[$0] { true } else { false } }
  }

  /// Adds the states that are reached from `start` without reading anything.
  private func follow(_ start: Int, at position: Int, in text: [Unicode.Scalar], into states: inout StateSet) {
    var pending = [start]
    while let state = pending.popLast() {
      guard states.insert(state) else { continue }
      switch program[state] {
      case .jump(let target): pending.append(target)
      case .fork(let first, let second):
        pending.append(second)
        pending.append(first)
      case .assert(let assertion):
        if Self.holds(assertion, at: position, in: text) { pending.append(state + 1) }
      case .scalar, .match: break
      }
    }
  }

  private static func holds(_ assertion: Assertion, at position: Int, in text: [Unicode.Scalar]) -> Bool {
    func isWord(_ index: Int) -> Bool { text.indices.contains(index) && ScalarSet.word.contains(text[index]) }
    switch assertion {
    case .start: return position == 0
    case .end: return position == text.count
    case .lineStart: return position == 0 || text[position - 1] == "\n"
    case .lineEnd: return position == text.count || text[position] == "\n"
    case .boundary: return isWord(position - 1) != isWord(position)
    case .notBoundary: return isWord(position - 1) == isWord(position)
    }
  }
}

/// States of a program, in order of their insertion.
private struct StateSet {
  private(set) var members: [Int] = []
  private var isMember: [Bool]

  init(count: Int) { isMember = [Bool](repeating: false, count: count) }

  /// - Returns: whether it is new.
  mutating func insert(_ state: Int) -> Bool {
    if isMember[state] { return false }
    isMember[state] = true
    members.append(state)
    return true
  }

  mutating func removeAll() {
    for state in members { isMember[state] = false }
    members.removeAll(keepingCapacity: true)
  }
}
