import Reports
import Testing

@Suite("OneLine")
struct OneLineTests {
  @Test("what breaks a line, steers a terminal or turns the direction of writing is replaced")
  func controls() {
    #expect(OneLine.text("a\nb\u{1B}[2J\u{9B}c\u{202E}d\u{2028}e\u{7F}") == "a?b?[2J?c?d?e?")
    #expect(OneLine.text("plain ü 漢") == "plain ü 漢")
  }

  @Test("a message of a megabyte is cut to what anybody reads, and keeps its ends")
  func length() {
    let message = OneLine.message("model `" + String(repeating: "x", count: 1 << 20) + "` is damaged")
    #expect(message.utf8.count < 2100)
    #expect(message.hasPrefix("model `x") && message.hasSuffix("x` is damaged"))
  }
}
