/// Rows of text in aligned columns, for a terminal.
package struct TextTable {
  /// On which side of its column a cell stands.
  package enum Alignment { case left, right }

  /// A column's title, unit and alignment, and what becomes of it where there is little room.
  package struct Column {
    package var title: String
    /// Stands below the title; empty where the title says it.
    package var unit: String
    package var alignment: Alignment
    /// Whether the column may be cut to make the table fit its width.
    package var shrinks: Bool
    /// How early the column goes where the table is too wide: 1 is the first, `nil` stays.
    package var leaves: Int?

    package init(
      _ title: String, _ alignment: Alignment = .right, unit: String = "", shrinks: Bool = false,
      leaves: Int? = nil
    ) {
      self.title = title
      self.unit = unit
      self.alignment = alignment
      self.shrinks = shrinks
      self.leaves = leaves
    }
  }

  let columns: [Column]
  private(set) var rows: [[String]] = []
  /// Set off by a rule, below the rows.
  private(set) var footer: [String]?

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row below the others. What a file may have put into a cell can neither break the line nor steer the
  /// terminal.
  package mutating func append(_ row: [String]) { rows.append(row.map(OneLine.text)) }

  /// Sets the row below the last rule.
  package mutating func setFooter(_ row: [String]) { footer = row }

  /// The table's lines, each ended by a newline; the last one names the columns that had no room.
  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(width: Int?, style: TextStyle = .plain) -> String {
    let fit = TableFit(self, width: width)
    let rule = style.faint(fit.widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "))
    var lines = [style.strong(line(columns.map(\.title), fit))]
    if fit.shown.contains(where: { !columns[$0].unit.isEmpty }) {
      lines.append(style.faint(line(columns.map(\.unit), fit)))
    }
    lines.append(rule)
    lines += rows.map { line($0, fit) }
    if let footer { lines += [rule, style.strong(line(footer, fit))] }
    if !fit.leftOut.isEmpty {
      var names: [String] = []
      for title in fit.leftOut.map({ columns[$0].title }) where !names.contains(title) { names.append(title) }
      lines.append(style.faint("no room in this window for: \(names.joined(separator: ", "))"))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func line(_ cells: [String], _ fit: TableFit) -> String {
    var line = ""
    for (place, index) in fit.shown.enumerated() {
      let cell = TextColumns.cut(cells[index], to: fit.widths[place])
      let padding = String(repeating: " ", count: fit.widths[place] - TextColumns.count(cell))
      if place > 0 { line += "  " }
      line += columns[index].alignment == .left ? cell + padding : padding + cell
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
