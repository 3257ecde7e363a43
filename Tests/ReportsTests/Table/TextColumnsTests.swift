import Reports
import Testing

@Suite("TextColumns")
struct TextColumnsTests {
  @Test(
    "East Asian characters and emoji take two columns",
    arguments: [("conv1", 5), ("", 0), ("卷积", 4), ("é", 1), ("🙂x", 3), ("ｆｃ", 4)])
  func widths(text: String, columns: Int) {
    #expect(TextColumns.count(text) == columns)
  }

  @Test("a cut text fits and keeps both ends", arguments: 0...20)
  func cut(width: Int) {
    for text in ["/encoder/layer.11/query/MatMul", "/编码器/层/注意力/查询"] {
      let cut = TextColumns.cut(text, to: width)
      #expect(TextColumns.count(cut) <= width)
      if width >= 8 { #expect(cut.hasPrefix("/") && cut.last == text.last && cut.contains("…")) }
    }
    #expect(TextColumns.cut("fc1", to: max(width, 3)) == "fc1")
  }
}
