extension TextTable {
  /// The table as Markdown (GitHub's tables), its columns padded to equal width; without the footer.
  package var markdown: String {
    let cells = ([columns.map(\.title)] + rows).map { $0.map(escaped) }
    let widths = columns.indices.map { index in max(3, cells.map { $0[index].count }.max() ?? 0) }
    func line(_ row: [String]) -> String {
      let padded = row.indices.map { index in
        let padding = String(repeating: " ", count: widths[index] - row[index].count)
        return columns[index].alignment == .left ? row[index] + padding : padding + row[index]
      }
      return "| " + padded.joined(separator: " | ") + " |\n"
    }
    let rule = columns.indices.map { index in
      let isLeft = columns[index].alignment == .left
      return String(repeating: "-", count: widths[index] - (isLeft ? 0 : 1)) + (isLeft ? "" : ":")
    }
    return line(cells[0]) + line(rule) + cells.dropFirst().map(line).joined()
  }

  /// By scalars: a bar below an accent ends a cell, too.
  private func escaped(_ cell: String) -> String {
    cell.unicodeScalars.reduce(into: "") { text, scalar in
      if scalar == "|" { text.unicodeScalars.append("\\") }
      text.unicodeScalars.append(scalar)
    }
  }
}
