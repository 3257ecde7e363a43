/// An equation in Einstein's summation convention (ONNX Operators, Einsum): the labels of the operands' axes, and
/// of the result's where `->` says them.
struct EinsumEquation: Sendable {
  /// The name of an axis: a letter, or one of those that an ellipsis stands for, counted from the last.
  enum Label: Hashable, Sendable {
    case letter(Character)
    case ellipsis(Int)
  }

  /// Labels before an ellipsis and after it; `nil` after where there is none.
  private struct Term: Sendable {
    var head: [Character] = []
    var tail: [Character]?

    /// The labels of a value of the given rank.
    func labels(rank: Int) throws(OperatorError) -> [Label] {
      let covered = rank - head.count - (tail?.count ?? 0)
      guard covered >= 0, covered == 0 || tail != nil else {
        throw .shape("a value of rank \(rank) where the equation labels \(head.count + (tail?.count ?? 0)) axes")
      }
      let broadcast = (0..<covered).reversed().map(Label.ellipsis)
      return head.map(Label.letter) + broadcast + (tail ?? []).map(Label.letter)
    }
  }

  private let operands: [Term]
  private let result: Term?

  /// - Throws: ``OperatorError/attribute(_:found:expected:)`` for text that is no equation.
  init(_ text: String) throws(OperatorError) {
    let invalid = OperatorError.attribute(
      "equation", found: text, expected: "terms of letters with at most one `...` each, as in `ij,jk->ik`")
    let symbols = Array(text.filter { $0 != " " })
    var terms = [Term()]
    var hasArrow = false
    var next = 0
    while next < symbols.count {
      let rest = symbols[next...]
      if rest.starts(with: "...") {
        guard terms[terms.count - 1].tail == nil else { throw invalid }
        terms[terms.count - 1].tail = []
        next += 3
      } else if rest.starts(with: "->") {
        guard !hasArrow else { throw invalid }
        hasArrow = true
        terms.append(Term())
        next += 2
      } else {
        let symbol = symbols[next]
        if symbol == ",", !hasArrow {
          terms.append(Term())
        } else if symbol.isASCII, symbol.isLetter {
          if terms[terms.count - 1].tail == nil {
            terms[terms.count - 1].head.append(symbol)
          } else {
            terms[terms.count - 1].tail?.append(symbol)
          }
        } else {
          throw invalid
        }
        next += 1
      }
    }
    result = hasArrow ? terms.removeLast() : nil
    operands = terms
  }

  /// The labels of every operand's axes.
  /// - Throws: ``OperatorError`` for another number of operands, or ranks that the labels do not fit.
  func labels(ranks: [Int]) throws(OperatorError) -> [[Label]] {
    guard ranks.count == operands.count else {
      throw .arity(of: "input", found: ranks.count, accepted: operands.count...operands.count)
    }
    var labels: [[Label]] = []
    for (term, rank) in zip(operands, ranks) { labels.append(try term.labels(rank: rank)) }
    return labels
  }

  /// The labels of the result's axes: without an arrow those of the ellipsis, then the letters that occur once,
  /// sorted.
  func resultLabels(of operands: [[Label]]) throws(OperatorError) -> [Label] {
    let all = operands.flatMap { $0 }
    var broadcast = 0
    for case .ellipsis(let place) in all { broadcast = max(broadcast, place + 1) }
    guard let result else {
      let counts = Dictionary(grouping: all) { $0 }.mapValues(\.count)
      let single = counts.filter { $0.value == 1 }.keys.compactMap { label -> Character? in
        if case .letter(let letter) = label { letter } else { nil }
      }
      return (0..<broadcast).reversed().map(Label.ellipsis) + single.sorted().map(Label.letter)
    }
    let rank = result.head.count + (result.tail.map { $0.count + broadcast } ?? 0)
    let labels = try result.labels(rank: rank)
    for (position, label) in labels.enumerated() where !all.contains(label) || labels[..<position].contains(label)
    {
      throw .attribute("equation", found: "\(label) in the result", expected: "labels of operands, each once")
    }
    return labels
  }
}
