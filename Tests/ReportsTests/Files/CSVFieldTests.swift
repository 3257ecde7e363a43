import Reports
import Testing

@Suite("CSVField")
struct CSVFieldTests {
  @Test(
    "separators, quotes and line breaks are quoted",
    arguments: [
      ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("a\nb", "\"a\nb\""),
      ("a\r\nb", "\"a\r\nb\""), ("", ""),
    ])
  func quoting(text: String, field: String) {
    #expect(CSVField.escaped(text) == field)
  }

  @Test("a name that a spreadsheet would run is defused; numbers stay numbers")
  func formulas() {
    #expect(CSVField.escaped("=1+1") == "'=1+1")
    #expect(CSVField.escaped("@cmd") == "'@cmd")
    #expect(CSVField.escaped("-1.5") == "-1.5")
    #expect(CSVField.escaped("+3") == "+3")
  }

  @Test("an accent on a separator, a quote or a formula's sign hides it from nobody")
  func accents() {
    #expect(CSVField.escaped("=\u{301}cmd") == "'=\u{301}cmd")
    #expect(CSVField.escaped("a,\u{301}b") == "\"a,\u{301}b\"")
    #expect(CSVField.escaped("\"\u{301}") == "\"\"\"\u{301}\"")
    #expect(CSVField.escaped("\r\n=1") == "\"'\r\n=1\"")
  }

  @Test("what would steer a terminal that shows the file is replaced")
  func controls() {
    #expect(CSVField.escaped("a\u{1B}[31m\u{9B}b\u{202E}") == "a?[31m?b?")
    #expect(CSVField.escaped("\u{1B}=1") == "?=1")
  }
}
