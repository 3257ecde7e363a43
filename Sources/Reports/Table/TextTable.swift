/// Rows of text in aligned columns, for a terminal.
package struct TextTable {
  /// On which side of its column a cell stands.
  package enum Alignment { case left, right }

  /// A column's title and alignment.
  package struct Column {
    package var title: String
    package var alignment: Alignment
    /// Whether the column may be cut to make the table fit its width.
    package var shrinks: Bool

    package init(_ title: String, _ alignment: Alignment = .right, shrinks: Bool = false) {
      self.title = title
      self.alignment = alignment
      self.shrinks = shrinks
    }
  }

  let columns: [Column]
  private(set) var rows: [[String]] = []
  /// Set off by a rule, below the rows.
  private var footer: [String]?

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row below the others.
  package mutating func append(_ row: [String]) { rows.append(row) }

  /// Sets the row below the last rule.
  package mutating func setFooter(_ row: [String]) { footer = row }

  /// The table's lines, each ended by a newline.
  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(width: Int?) -> String {
    let widths = columnWidths(within: width)
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    var lines = [line(columns.map(\.title), widths), rule]
    lines += rows.map { line($0, widths) }
    if let footer { lines += [rule, line(footer, widths)] }
    return lines.map { $0 + "\n" }.joined()
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let cell = cell.count > widths[index] ? Self.cut(cell, to: widths[index]) : cell
      let padding = String(repeating: " ", count: widths[index] - cell.count)
      if index > 0 { line += "  " }
      line += columns[index].alignment == .left ? cell + padding : padding + cell
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  private func columnWidths(within limit: Int?) -> [Int] {
    var widths = columns.map(\.title.count)
    for row in rows + (footer.map { [$0] } ?? []) {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
    }
    guard let limit else { return widths }
    var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - limit
    for index in widths.indices where columns[index].shrinks && excess > 0 {
      let narrowest = max(columns[index].title.count, 12)
      let taken = min(excess, max(0, widths[index] - narrowest))
      widths[index] -= taken
      excess -= taken
    }
    return widths
  }

  /// The beginning and the end of a text, around an ellipsis: names differ mostly at their ends.
  private static func cut(_ text: String, to width: Int) -> String {
    guard width > 1 else { return String(text.prefix(max(width, 0))) }
    let head = (width - 1) / 3
    return text.prefix(head) + "…" + text.suffix(width - 1 - head)
  }
}
