import Reports
import Testing

@Suite("JSONText")
struct JSONTextTests {
  @Test("what would act on a terminal is escaped, and read again as it was")
  func controls() throws {
    let name = "a\u{1B}[31m\u{9B}b\u{7F}\u{202E}\u{2028}ü漢/x"
    let text = try JSONText.encode([name])
    #expect(!text.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) || $0.value == 0x1B })
    #expect(text.contains("\\u009b") && text.contains("\\u202e") && text.contains("ü漢/"))
    #expect(try JSONText.decode([String].self, from: Array(text.utf8)) == [name])
  }
}
