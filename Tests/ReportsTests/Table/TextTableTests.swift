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

  @Test("the footer stands below a rule")
  func footer() {
    let lines = table().text(width: nil).split(separator: "\n")
    #expect(lines.last?.hasPrefix("Total") == true)
    #expect(lines.dropLast().last?.allSatisfy { $0 == "-" || $0 == " " } == true)
  }
}
