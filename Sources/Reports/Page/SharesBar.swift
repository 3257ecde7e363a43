/// A bar in a table cell, of parts beside each other; or a few of them above each other.
struct SharesBar {
  /// A part of the bar.
  struct Part {
    /// The style class that gives its colour.
    var key: String
    var value: Double
    /// Plain text.
    var tooltip: String
  }

  private let rows: [[Part]]
  private let end: Double
  private let title: String

  /// - Parameters:
  ///   - end: the value that takes the whole width.
  ///   - title: for those who do not see it; plain text.
  init(rows: [[Part]], end: Double, title: String) {
    self.rows = rows
    self.end = end
    self.title = title
  }

  init(parts: [Part], end: Double, title: String) { self.init(rows: [parts], end: end, title: title) }

  private static let (width, height) = (1000.0, 12.0)

  /// An `svg` element that takes the width of what it stands in.
  var svg: String {
    var drawing = Drawing(
      width: Self.width, height: Self.height, title: title, keepsProportions: false)
    let share = Self.height / Double(max(1, rows.count))
    for (place, row) in rows.enumerated() {
      let (top, height) = (Double(place) * share, rows.count == 1 ? share : share - 1)
      drawing.rectangle(x: 0, y: top, width: Self.width, height: height, "track")
      var start = 0.0
      for part in row where part.value > 0 && end > 0 {
        let width = part.value / end * Self.width
        drawing.rectangle(x: start, y: top, width: width, height: height, "c \(part.key)", tooltip: part.tooltip)
        start += width
      }
    }
    return drawing.svg
  }
}
