/// The table of statistics as text: for the terminal, and as the page docs/statistics.md.
package struct StatisticsText {
  private let table: StatisticsTable

  package init(_ table: StatisticsTable = .standard) { self.table = table }

  /// Groups with their statistics, one a line.
  /// - Parameter width: characters that fit; `nil` where there is no limit.
  package func text(width: Int?) -> String {
    table.groups.map { group in
      let hasColumns = group.statistics.contains { $0.column != nil }
      let place = group.place.replacing("`", with: "")
      return "\(group.title): \(place)\n\n" + rows(group, hasColumns: hasColumns, quoting: "").text(width: width)
    }.joined(separator: "\n")
  }

  /// The page in Markdown.
  package var markdown: String {
    let sections = table.groups.map { group in
      let hasColumns = group.statistics.contains { $0.column != nil }
      return "## \(group.title)\n\nIn \(group.place).\n\n"
        + rows(group, hasColumns: hasColumns, quoting: "`").markdown
    }
    return Self.introduction + "\n" + sections.joined(separator: "\n")
  }

  /// For `stonne run --help`: the columns of the printed table, in lines of 78 characters.
  package static var printedColumns: String {
    let columns = StatisticsTable.printedColumns
    let indent = 4 + (columns.map { $0.title?.count ?? 0 }.max() ?? 0)
    return columns.map { column in
      var lines = ["  " + (column.title ?? "") + " "]
      lines[0] += String(repeating: " ", count: max(0, indent - 1 - lines[0].count))
      for word in column.description.split(separator: " ") {
        if lines[lines.count - 1].count + 1 + word.count > 78 {
          lines.append(String(repeating: " ", count: indent - 1))
        }
        lines[lines.count - 1] += " " + word
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private func rows(_ group: StatisticsTable.Group, hasColumns: Bool, quoting quote: String) -> TextTable {
    let shared = group.sharedPrefix
    var table = TextTable(
      [.init("Key", .left)] + (hasColumns ? [.init("Column", .left)] : [])
        + [.init("Unit", .left), .init("Meaning", .left, shrinks: true)])
    for statistic in group.statistics {
      let key = quote + statistic.key.dropFirst(shared.count) + quote
      let column = statistic.column.map { quote + $0 + quote } ?? ""
      table.append([key] + (hasColumns ? [column] : []) + [statistic.unit.rawValue, statistic.meaning])
    }
    return table
  }

  private static let introduction = """
    # Statistics

    What every key of `run.json`, every column of `layers.csv` and every hardware counter means, and in which
    unit it is. Made by `stonne statistics --markdown`, from the table that help texts and tooltips are made of.

    STONNE's energy table declares no units: energy units and area units are the table's, whatever they are
    (`# energy unit: pJ` in a table of your own declares one). Cycles have no frequency: the simulator has no clock
    but the cycle.

    """
}

extension StatisticsTable.Group {
  /// What all keys of the group begin with, up to a dot: `layers.`, which its place says already.
  fileprivate var sharedPrefix: String {
    var prefix = statistics.first?.key ?? ""
    while let dot = prefix.lastIndex(of: ".") {
      prefix = String(prefix[...dot])
      if statistics.allSatisfy({ $0.key.hasPrefix(prefix) }) { return prefix }
      prefix.removeLast()
    }
    return ""
  }
}
