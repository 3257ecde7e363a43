/// Refuses bytes that must not reach the TOML parser, and rewrites the keys that STONNE's tile files have
/// and TOML has not.
///
/// STONNE writes `T_X'=3`. An apostrophe is not allowed in a bare TOML key, so such keys get quotes; the
/// columns behind them are told back as they were. The parser recurses over key parts and containers,
/// which is why their depth is bounded here, before it.
struct TextScreen {
  /// Parts of a dotted key, and containers within containers.
  static let depthLimit = 8

  private(set) var bytes: [UInt8] = []
  /// By line, the columns (from 1, in the rewritten text) of the two quotes that were put in.
  private var quotes: [Int: (open: Int, close: Int)] = [:]

  /// - Throws: ``SettingsError/notText(reason:place:)`` and, for what is nested too deeply,
  ///   ``SettingsError/syntax(reason:place:)``.
  init(_ text: [UInt8], file: String) throws(SettingsError) {
    try Self.requireText(text, file: file)
    bytes.reserveCapacity(text.count + 64)
    var scan = NestingScan()
    var index = 0
    while index < text.count {
      if scan.isAtLineStart, let end = Self.endOfApostropheKey(in: text, from: index) {
        let column = scan.column
        bytes.append(UInt8(ascii: "\""))
        bytes += text[index..<end]
        bytes.append(UInt8(ascii: "\""))
        quotes[scan.line] = (column, column + (end - index) + 1)
        scan.skip(end - index)
        index = end
        continue
      }
      bytes.append(text[index])
      scan.advance(over: text, at: index)
      guard scan.depth <= Self.depthLimit, scan.keyParts <= Self.depthLimit else {
        throw .syntax(
          reason: "nested deeper than \(Self.depthLimit) levels",
          place: SettingsPlace(file: file, line: scan.line, column: scan.column))
      }
      index += 1
    }
  }

  /// The column in the original text of a column in the rewritten one.
  func originalColumn(_ column: Int, onLine line: Int) -> Int {
    guard let quotes = quotes[line] else { return column }
    return column - (column > quotes.open ? 1 : 0) - (column > quotes.close ? 1 : 0)
  }

  private static func requireText(_ text: [UInt8], file: String) throws(SettingsError) {
    if let index = text.firstIndex(of: 0) {
      throw .notText(
        reason: "it holds a NUL byte: this is not text", place: place(of: index, in: text, file: file))
    }
    do {
      _ = try UTF8Span(validating: text.span)
    } catch {
      throw .notText(
        reason: "it is not UTF-8", place: place(of: error.byteOffsets.lowerBound, in: text, file: file))
    }
  }

  private static func place(of index: Int, in text: [UInt8], file: String) -> SettingsPlace {
    let before = text[..<index]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    // Continuation bytes (0b10xxxxxx) start no character.
    return SettingsPlace(
      file: file, line: line, column: text[lineStart..<index].count { $0 & 0xC0 != 0x80 } + 1)
  }

  /// The end of a bare key with an apostrophe that starts at `start`, `nil` if there is none.
  private static func endOfApostropheKey(in text: [UInt8], from start: Int) -> Int? {
    guard isBareKeyByte(text[start]) else { return nil }
    let apostrophe = UInt8(ascii: "'")
    let end = text[start...].firstIndex { !isBareKeyByte($0) && $0 != apostrophe } ?? text.count
    return text[start..<end].contains(apostrophe) ? end : nil
  }

  private static func isBareKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
