/// Horizontal bars on a common scale, each of parts beside each other, with a name before and a value behind it.
struct BarChart {
  struct Row {
    var name: String
    var parts: [SharesBar.Part]
    /// Behind the bar; plain text.
    var value: String
  }

  var title: String
  var rows: [Row]

  private static let (width, rowHeight, letterWidth) = (560.0, 24.0, 7.0)

  private var nameWidth: Double { Double(rows.map(\.name.count).max() ?? 0) * Self.letterWidth + 12 }
  private var valueWidth: Double { Double(rows.map(\.value.count).max() ?? 0) * Self.letterWidth + 8 }

  var svg: String {
    let end = rows.map { $0.parts.reduce(0) { $0 + $1.value } }.max() ?? 0
    var drawing = Drawing(
      width: Self.width, height: Self.rowHeight * Double(rows.count), title: title,
      description: rows.map { "\($0.name): \($0.value)" }.joined(separator: "; "))
    for (place, row) in rows.enumerated() {
      let top = Self.rowHeight * Double(place)
      drawing.label(row.name, nameWidth - 8, top + 16, "end")
      var start = nameWidth
      for part in row.parts where part.value > 0 && end > 0 {
        let length = part.value / end * (Self.width - nameWidth - valueWidth)
        drawing.rectangle(
          x: start, y: top + 4, width: length, height: Self.rowHeight - 8, "c \(part.key)", tooltip: part.tooltip,
          data: [("value", String(part.value))])
        start += length
      }
      drawing.label(row.value, start + 6, top + 16, "soft")
    }
    return drawing.svg
  }
}
