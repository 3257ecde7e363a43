/// Extents of a layer as `LETTER=n,LETTER=n`, in the letters of STONNE's flags.
struct LayerExtents {
  private var values: [String: Int] = [:]

  /// - Parameters:
  ///   - needed: letters that have to be there.
  ///   - others: letters that may be.
  /// - Throws: ``LayerExtentsError`` for another form, an unknown, repeated or missing letter, or a number that is none
  ///   from 1.
  init(_ text: String, needed: [String], others: [String] = []) throws(LayerExtentsError) {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2 else { throw .form(String(part)) }
      guard (needed + others).contains(sides[0]) else { throw .unknown(sides[0], known: needed + others) }
      guard let value = Int(sides[1]), (1...Int(UInt32.max)).contains(value) else { throw .extent(String(part)) }
      guard values.updateValue(value, forKey: sides[0]) == nil else { throw .repeated(sides[0]) }
    }
    let missing = needed.filter { values[$0] == nil }
    if !missing.isEmpty { throw .missing(missing) }
  }

  /// 1 where the letter is left out.
  subscript(letter: String) -> Int { values[letter] ?? 1 }
}

/// What is wrong with a layer on the command line.
package enum LayerExtentsError: Error, Equatable, CustomStringConvertible {
  case form(String)
  case unknown(String, known: [String])
  case repeated(String)
  case missing([String])
  case extent(String)

  package var description: String {
    switch self {
    case .form(let part): "`\(part)` is not of the form LETTER=n"
    case .unknown(let letter, let known): "`\(letter)` is unknown; accepted: \(known.joined(separator: ", "))"
    case .repeated(let letter): "\(letter) is given twice"
    case .missing(let letters): "\(letters.joined(separator: ", ")) \(letters.count == 1 ? "is" : "are") missing"
    case .extent(let part): "`\(part)`: a whole number from 1 to \(UInt32.max) is accepted"
    }
  }
}
