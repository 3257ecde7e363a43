/// A set of Unicode scalars, as ranges: a character class of a regular expression.
struct ScalarSet: Sendable {
  private var ranges: [ClosedRange<UInt32>]
  private var isInverted = false

  init(_ ranges: [ClosedRange<UInt32>]) { self.ranges = ranges }

  init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

  static let digit = ScalarSet([range("0", "9")])
  static let word = ScalarSet([range("0", "9"), range("A", "Z"), range("a", "z"), range("_", "_")])
  static let space = ScalarSet([9...10, 12...13, 32...32])
  /// Any scalar but a line's end, and any at all.
  static let notLineEnd = ScalarSet("\n").inverted
  static let any = ScalarSet([0...0x10_FFFF])

  /// The POSIX classes of RE2: `[:alpha:]`.
  static let named: [String: ScalarSet] = [
    "alnum": ScalarSet([range("0", "9"), range("A", "Z"), range("a", "z")]),
    "alpha": ScalarSet([range("A", "Z"), range("a", "z")]), "ascii": ScalarSet([0...127]),
    "blank": ScalarSet([9...9, 32...32]), "cntrl": ScalarSet([0...31, 127...127]), "digit": digit,
    "graph": ScalarSet([33...126]), "lower": ScalarSet([range("a", "z")]), "print": ScalarSet([32...126]),
    "punct": ScalarSet([33...47, 58...64, 91...96, 123...126]), "space": ScalarSet([9...13, 32...32]),
    "upper": ScalarSet([range("A", "Z")]), "word": word,
    "xdigit": ScalarSet([range("0", "9"), range("A", "F"), range("a", "f")]),
  ]

  private static func range(_ first: Unicode.Scalar, _ last: Unicode.Scalar) -> ClosedRange<UInt32> {
    first.value...last.value
  }

  var inverted: ScalarSet {
    var set = self
    set.isInverted.toggle()
    return set
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) } != isInverted
  }

  /// Adds what another set has.
  mutating func formUnion(_ other: ScalarSet) { ranges += other.plainRanges }

  /// The ranges, those between them where the set is inverted.
  private var plainRanges: [ClosedRange<UInt32>] {
    guard isInverted else { return ranges }
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10_FFFF { gaps.append(next...0x10_FFFF) }
    return gaps
  }

  /// The set with the other case of its letters.
  var ignoringCase: ScalarSet {
    var set = self
    for range in ranges {
      // Beyond ASCII only single scalars and short ranges have their other case looked up.
      for value in range.prefix(512) {
        guard let scalar = Unicode.Scalar(value) else { continue }
        for other in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
          if let only = other.unicodeScalars.first, other.unicodeScalars.count == 1 {
            set.ranges += [only.value...only.value]
          }
        }
      }
    }
    return set
  }
}
