import SettingsFiles
import TestSupport
import Testing

@Suite("Text screen")
struct TextScreenTests {
  private func keys(_ text: String) throws -> [String] {
    try SettingsDocument(text: Array(text.utf8), file: "f").entries.map(\.key)
  }

  @Test("STONNE's keys with an apostrophe are accepted")
  func apostrophes() throws {
    #expect(try keys("T_X'=1\n  T_Y' = 2 # not a 'string'\nT_N=3\n") == ["T_X'", "T_Y'", "T_N"])
  }

  @Test("columns behind a key with an apostrophe are those of the original text")
  func columns() throws {
    let entries = try SettingsDocument(text: Array("  T_X' = 1\nT_Y'=2".utf8), file: "f").entries
    #expect(entries.map(\.place.column) == [3, 1])
    #expect(entries.map(\.value.place.column) == [10, 6])
    #expect(entries.map(\.place.line) == [1, 2])
  }

  @Test("apostrophes elsewhere stay what TOML makes of them")
  func strings() throws {
    #expect(try keys("'T_X'=1") == ["T_X"])
    #expect(try keys("a = '''\nT_X'=1\n'''\nb=\"it's\"") == ["a", "b"])
    #expect(try keys("a = \"\"\"x\"\"\"\"\"\nT_X'=1") == ["a", "T_X'"])
  }

  @Test("eight levels are accepted, more are refused")
  func nesting() throws {
    let parts = (1...8).map { "k\($0)" }.joined(separator: ".")
    #expect(try keys("\(parts)=1").count == 1)
    #expect(throws: SettingsError.self) { try keys("\(parts).k9=1") }
    #expect(try keys("a=" + String(repeating: "[", count: 8) + String(repeating: "]", count: 8)).count == 1)
    #expect(throws: SettingsError.self) {
      try keys("a=" + String(repeating: "[", count: 9) + String(repeating: "]", count: 9))
    }
  }

  @Test("deep nesting that fills the file neither traps nor hangs")
  func deepNesting() {
    for text in ["[", "{a=", "a.", "[[", "a={b.c.d={", "'\"", "\"\"\"\""] {
      let filled = String(repeating: text, count: SettingsDocument.sizeLimit / text.utf8.count)
      #expect(throws: SettingsError.self) { try keys("x=" + filled) }
      #expect(throws: SettingsError.self) { try keys(filled) }
    }
  }

  @Test("random changes to a hardware file never trap")
  func mutations() {
    let original = Array("[MSNetwork]\nms_size=128\n[SDMemory]\ndn_bw=8 # c\nt=\"x\"\nT_X'=[1,{a.b=2}]\n".utf8)
    let alphabet = Array("[]{}.'\"=#\n\\,ab1- \r\u{0}\u{7F}é".utf8) + [0xFF]
    for text in ByteMutations(of: original, seeds: 0..<3000, alphabet: alphabet) {
      _ = text.withUnsafeBytes(isSettingsText)
    }
  }
}
