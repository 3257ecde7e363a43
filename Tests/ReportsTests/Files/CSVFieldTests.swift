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
}
