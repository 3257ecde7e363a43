/// Reads a pattern into the program of a ``RegularExpression``: alternatives of sequences of repeated atoms.
struct RegularExpressionParser {
  typealias Fault = RegularExpression.Fault
  private typealias Fragment = [RegularExpression.Instruction]

  /// States of a program, RE2's repetition of an atom, groups within groups.
  private static let limits = (states: 10_000, repeats: 1000, depth: 200)

  /// What `(?ims)` sets.
  private struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesLineEnd = false
  }

  private let pattern: [Unicode.Scalar]
  private var position = 0
  private var flags = Flags()
  private var depth = 0

  init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

  /// The whole pattern's program, without its end; targets of jumps are absolute.
  mutating func parse() throws(Fault) -> [RegularExpression.Instruction] {
    let fragment = try alternatives()
    guard position == pattern.count else { throw Fault(reason: "`)` without `(`") }
    return Self.relocated(fragment, to: 0)
  }

  // MARK: Grammar

  private var next: Unicode.Scalar? { position < pattern.count ? pattern[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private mutating func alternatives() throws(Fault) -> Fragment {
    var result = try sequence()
    while take("|") { result = try Self.either(result, sequence()) }
    return result
  }

  private mutating func sequence() throws(Fault) -> Fragment {
    var result: Fragment = []
    while let scalar = next, scalar != "|", scalar != ")" {
      result = try Self.bounded(result + Self.relocated(repeated(), to: result.count))
    }
    return result
  }

  private mutating func repeated() throws(Fault) -> Fragment {
    var atom = try atom()
    while let range = try quantifier() {
      _ = take("?")
      atom = try Self.repeating(atom, range)
    }
    return atom
  }

  /// How often the last atom comes; `nil` where nothing says so. An upper end of `Int.max` is none.
  private mutating func quantifier() throws(Fault) -> ClosedRange<Int>? {
    if take("*") { return 0...Int.max }
    if take("+") { return 1...Int.max }
    if take("?") { return 0...1 }
    let start = position
    guard take("{"), let least = number() else {
      position = start
      return nil
    }
    var most = least
    if take(",") { most = number() ?? .max }
    guard take("}") else {
      position = start
      return nil
    }
    guard least <= Self.limits.repeats, most == .max || most <= Self.limits.repeats, least <= most else {
      throw Fault(reason: "a repetition of more than \(Self.limits.repeats), or from more to less")
    }
    return least...most
  }

  private mutating func number() -> Int? {
    let start = position
    while let digit = next, ("0"..."9").contains(digit) { position += 1 }
    return Int(String(String.UnicodeScalarView(pattern[start..<position])))
  }

  private mutating func atom() throws(Fault) -> Fragment {
    guard let scalar = next else { throw Fault(reason: "it ends early") }
    position += 1
    switch scalar {
    case "(": return try group()
    case "[": return [.scalar(try characterClass())]
    case ".": return [.scalar(flags.dotMatchesLineEnd ? .any : .notLineEnd)]
    case "^": return [.assert(flags.isMultiline ? .lineStart : .start)]
    case "$": return [.assert(flags.isMultiline ? .lineEnd : .end)]
    case "*", "+", "?": throw Fault(reason: "`\(scalar)` repeats nothing")
    case "\\": return try escape()
    default: return [.scalar(cased(ScalarSet(scalar)))]
    }
  }

  private func cased(_ set: ScalarSet) -> ScalarSet { flags.ignoresCase ? set.ignoringCase : set }

  private mutating func group() throws(Fault) -> Fragment {
    let outer = flags
    depth += 1
    guard depth <= Self.limits.depth else { throw Fault(reason: "more than \(Self.limits.depth) nested groups") }
    defer { depth -= 1 }
    if take("?") {
      if take("P") || next == "<" {
        guard take("<"), let end = pattern[position...].firstIndex(of: ">") else {
          throw Fault(reason: "a group's name that does not end")
        }
        position = end + 1
      } else if try !flagsOfGroup() {
        return []
      }
    }
    let inner = try alternatives()
    guard take(")") else { throw Fault(reason: "`(` without `)`") }
    flags = outer
    return inner
  }

  /// Reads `i-s:`; false where a `)` ends it and the flags hold for what follows.
  private mutating func flagsOfGroup() throws(Fault) -> Bool {
    var value = true
    while let scalar = next {
      position += 1
      switch scalar {
      case "i": flags.ignoresCase = value
      case "m": flags.isMultiline = value
      case "s": flags.dotMatchesLineEnd = value
      case "U": break
      case "-": value = false
      case ":": return true
      case ")": return false
      default: throw Fault(reason: "`(?\(scalar)` is not supported")
      }
    }
    throw Fault(reason: "`(?` without `)`")
  }

  private mutating func escape() throws(Fault) -> Fragment {
    switch next {
    case "A": return assertion(.start)
    case "z": return assertion(.end)
    case "b": return assertion(.boundary)
    case "B": return assertion(.notBoundary)
    case "Q":
      position += 1
      return quoted()
    default: return [.scalar(try escapedSet())]
    }
  }

  private mutating func assertion(_ assertion: RegularExpression.Assertion) -> Fragment {
    position += 1
    return [.assert(assertion)]
  }

  /// Everything up to `\E`, as it stands.
  private mutating func quoted() -> Fragment {
    var result: Fragment = []
    while let scalar = next {
      if scalar == "\\", position + 1 < pattern.count, pattern[position + 1] == "E" {
        position += 2
        break
      }
      result.append(.scalar(cased(ScalarSet(scalar))))
      position += 1
    }
    return result
  }

  /// What stands behind a `\`: a class or a single scalar.
  private mutating func escapedSet() throws(Fault) -> ScalarSet {
    guard let scalar = next else { throw Fault(reason: "`\\` at its end") }
    position += 1
    switch scalar {
    case "d": return .digit
    case "D": return ScalarSet.digit.inverted
    case "w": return .word
    case "W": return ScalarSet.word.inverted
    case "s": return .space
    case "S": return ScalarSet.space.inverted
    default: return cased(ScalarSet(try escaped(scalar)))
    }
  }

  private mutating func escaped(_ scalar: Unicode.Scalar) throws(Fault) -> Unicode.Scalar {
    switch scalar {
    case "a": return "\u{7}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{B}"
    case "x": return try hexadecimal()
    case _ where ScalarSet.word.contains(scalar): throw Fault(reason: "`\\\(scalar)` is not supported")
    default: return scalar
    }
  }

  /// `\x7F` or `\x{10FFFF}`.
  private mutating func hexadecimal() throws(Fault) -> Unicode.Scalar {
    let isBraced = take("{")
    let start = position
    while let digit = next, digit.properties.isASCIIHexDigit, isBraced || position < start + 2 { position += 1 }
    let digits = String(String.UnicodeScalarView(pattern[start..<position]))
    guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value),
      isBraced ? take("}") : digits.count == 2
    else { throw Fault(reason: "`\\x` without a scalar's number") }
    return scalar
  }

  // MARK: Classes

  private mutating func characterClass() throws(Fault) -> ScalarSet {
    let isInverted = take("^")
    var set = ScalarSet([])
    var isFirst = true
    while isFirst || next != "]" {
      isFirst = false
      set.formUnion(try classMember())
    }
    position += 1
    let complete = cased(set)
    return isInverted ? complete.inverted : complete
  }

  private mutating func classMember() throws(Fault) -> ScalarSet {
    guard let scalar = next else { throw Fault(reason: "`[` without `]`") }
    if scalar == "[", position + 1 < pattern.count, pattern[position + 1] == ":" { return try namedClass() }
    position += 1
    var low = scalar
    if scalar == "\\" {
      guard let kind = next else { throw Fault(reason: "`\\` at its end") }
      if "dDwWsS".unicodeScalars.contains(kind) { return try escapedSet() }
      position += 1
      low = try escaped(kind)
    }
    guard next == "-", position + 1 < pattern.count, pattern[position + 1] != "]" else { return ScalarSet(low) }
    position += 1
    var high = pattern[position]
    position += 1
    if high == "\\" {
      guard let kind = next else { throw Fault(reason: "`\\` at its end") }
      position += 1
      high = try escaped(kind)
    }
    guard low <= high else { throw Fault(reason: "the range `\(low)-\(high)` is empty") }
    return ScalarSet([low.value...high.value])
  }

  private mutating func namedClass() throws(Fault) -> ScalarSet {
    position += 2
    let isInverted = take("^")
    let start = position
    while position < pattern.count, pattern[position] != ":" { position += 1 }
    let name = String(String.UnicodeScalarView(pattern[start..<position]))
    guard let set = ScalarSet.named[name], take(":"), take("]") else {
      throw Fault(reason: "`[:\(name):]` is not a class")
    }
    return isInverted ? set.inverted : set
  }

  // MARK: Programs

  // A fragment's jumps count from its own start; what joins fragments moves them.

  private static func relocated(_ fragment: Fragment, to start: Int) -> Fragment {
    guard start != 0 else { return fragment }
    return fragment.map { instruction in
      switch instruction {
      case .jump(let target): .jump(target + start)
      case .fork(let first, let second): .fork(first + start, second + start)
      default: instruction
      }
    }
  }

  private static func bounded(_ fragment: Fragment) throws(Fault) -> Fragment {
    guard fragment.count < limits.states else { throw Fault(reason: "more than \(limits.states) states") }
    return fragment
  }

  private static func either(_ left: Fragment, _ right: Fragment) throws(Fault) -> Fragment {
    let end = left.count + right.count + 2
    return try bounded(
      [.fork(1, left.count + 2)] + relocated(left, to: 1) + [.jump(end)] + relocated(right, to: left.count + 2))
  }

  private static func repeating(_ atom: Fragment, _ range: ClosedRange<Int>) throws(Fault) -> Fragment {
    var result: Fragment = []
    for _ in 0..<range.lowerBound { result = try bounded(result + relocated(atom, to: result.count)) }
    if range.upperBound == .max {
      let start = result.count
      result.append(.fork(start + 1, start + atom.count + 2))
      result += relocated(atom, to: start + 1)
      result.append(.jump(start))
      return try bounded(result)
    }
    for _ in range.lowerBound..<range.upperBound {
      let start = result.count
      result.append(.fork(start + 1, start + atom.count + 1))
      result = try bounded(result + relocated(atom, to: start + 1))
    }
    return result
  }
}
