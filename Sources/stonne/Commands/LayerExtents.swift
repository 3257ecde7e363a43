/// Extents of a layer as `LETTER=n,LETTER=n`, in the letters of STONNE's flags.
struct LayerExtents {
  private var values: [String: Int] = [:]

  /// `nil` for another form, an unknown or repeated letter, or a number that is none from 1.
  init?(_ text: String, letters: [String]) {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2, letters.contains(sides[0]), values[sides[0]] == nil, let value = Int(sides[1]),
        (1...Int(UInt32.max)).contains(value)
      else { return nil }
      values[sides[0]] = value
    }
  }

  subscript(letter: String) -> Int? { values[letter] }
}
