import Reports
import Testing

@Suite("TextTable")
struct TextTableTests {
  private func table() -> TextTable {
    var table = TextTable([.init("Layer", .left, shrinks: true), .init("Cycles")])
    table.append(["conv1", "1,024"])
    table.append(["/encoder/layer.11/attention/self/query/MatMul", "7"])
    table.setFooter(["Total", "1,031"])
    return table
  }

  @Test("columns are aligned and lines end without blanks")
  func alignment() {
    var table = TextTable([.init("Layer", .left), .init("Cycles"), .init("Why", .left)])
    table.append(["conv1", "1,024", ""])
    #expect(table.text(width: nil) == "Layer  Cycles  Why\n-----  ------  ---\nconv1   1,024\n")
  }

  @Test("a table that is too wide loses the middle of its longest names", arguments: 30...60)
  func width(width: Int) {
    let lines = table().text(width: width).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines.contains { $0.hasPrefix("/enc") })
  }

  @Test("a name of a megabyte makes no table of that width")
  func longNames() {
    var table = table()
    table.append([String(repeating: "x", count: 1 << 20), "1"])
    #expect(table.text(width: nil).split(separator: "\n").allSatisfy { $0.count <= 180 })
  }

  @Test("the footer stands below a rule")
  func footer() {
    let lines = table().text(width: nil).split(separator: "\n")
    #expect(lines.last?.hasPrefix("Total") == true)
    #expect(lines.dropLast().last?.allSatisfy { $0 == "-" || $0 == " " } == true)
  }

  @Test("a unit stands below its title")
  func units() {
    var table = TextTable([.init("Layer", .left), .init("Util.", unit: "%")])
    table.append(["conv1", "55.5"])
    #expect(table.text(width: nil) == "Layer  Util.\n           %\n-----  -----\nconv1   55.5\n")
  }

  @Test("columns leave in the order that they state, and are named", arguments: 8...80)
  func leaving(width: Int) {
    var table = TextTable([
      .init("Layer", .left, shrinks: true), .init("MACs", leaves: 2), .init("Runs", leaves: 1), .init("Cycles"),
    ])
    table.append(["/encoder/layer.11/attention/self/query/MatMul", "1,000,000,000", "1,000", "123,456,789"])
    let text = table.text(width: width)
    let lines = text.split(separator: "\n")
    let titles = lines[0].split(separator: " ").map(String.init)
    #expect(titles.contains("Layer") && titles.contains("Cycles"))
    #expect(!titles.contains("Runs") || titles.contains("MACs"))
    for title in ["MACs", "Runs"] where !titles.contains(title) {
      #expect(lines.last?.hasPrefix("no room") == true && lines.last?.contains(title) == true)
    }
    if width >= 24 { #expect(lines.prefix(3).allSatisfy { $0.count <= width }) }
  }

  @Test("a name can neither break a line nor steer the terminal")
  func control() {
    var table = TextTable([.init("Layer", .left)])
    table.append(["a\n\u{1B}[31mb\u{7F}"])
    #expect(table.text(width: nil).split(separator: "\n").last == "a??[31mb?")
  }

  @Test("only a styled table has escapes, and they do not count as columns")
  func style() {
    let plain = table().text(width: 40)
    let styled = table().text(width: 40, style: .terminal)
    #expect(!plain.contains("\u{1B}"))
    let stripped = ["1", "2", "0"].reduce(styled) { $0.replacing("\u{1B}[\($1)m", with: "") }
    #expect(styled != plain && stripped == plain)
  }
}
