/// A table whose columns can be sorted by, and whose rows can be searched where it has a name.
struct HTMLTable {
  /// A column: its title, what it means, and how its cells look.
  struct Column {
    var title: String
    /// Shown as a tooltip of the title; plain text.
    var meaning: String
    var kind: Kind

    enum Kind {
      case text
      /// Text that may take several lines.
      case words
      /// Aligned digits, sorted by value.
      case number
      /// A drawing; it cannot be sorted by.
      case bar
    }

    init(_ title: String, _ meaning: String, _ kind: Kind) {
      self.title = title
      self.meaning = meaning
      self.kind = kind
    }

    /// A column of a statistic that the table of statistics describes.
    init(_ title: String, of key: String, _ kind: Kind = .number) {
      self.init(title, StatisticsTable.standard[key]?.tooltip ?? "", kind)
    }
  }

  /// The identifier, unique on the page; a table without one is not searched.
  var name: String?
  /// Plain text.
  var caption: String
  var columns: [Column]
  private var rows = ""
  private var longestHeading = 0
  private var footer = ""

  init(name: String? = nil, caption: String, columns: [Column]) {
    self.name = name
    self.caption = caption
    self.columns = columns
  }

  /// Adds a row.
  /// - Parameter cells: HTML, one a column; the first is the row's heading.
  mutating func append(_ cells: [String]) {
    rows += row(cells)
    longestHeading = max(longestHeading, cells.first?.utf8.count ?? 0)
  }

  /// Sets the row that stays below the others.
  mutating func setFooter(_ cells: [String]) { footer = row(cells) }

  private func row(_ cells: [String]) -> String {
    var text = "<tr>"
    for (column, cell) in zip(columns.indices, cells) {
      text += column == 0 ? "<th scope=\"row\">" : columns[column].kind.cellStart
      text += cell
      text += column == 0 ? "</th>" : "</td>"
    }
    return text + "</tr>\n"
  }

  /// The search field, where the table has a name, and the table in a frame of its own that scrolls.
  var html: String {
    let heads = columns.map { column in
      let title = HTMLText.escaped(column.title)
      let content = column.kind == .bar ? title : "<button type=\"button\">\(title)</button>"
      return "<th scope=\"col\"\(column.kind.style) title=\"\(HTMLText.escaped(column.meaning))\">\(content)</th>"
    }
    let caption = HTMLText.escaped(caption)
    return search + """
      <div class="scroll" tabindex="0" role="group" aria-label="\(caption)">
      <table class="sortable\(longestHeading > 24 ? " long" : "")"\(name.map { " id=\"\($0)\"" } ?? "")>
      <caption hidden>\(caption)</caption>
      <thead><tr>\(heads.joined())</tr></thead>
      <tbody>
      \(rows)</tbody>
      \(footer.isEmpty ? "" : "<tfoot>\(footer)</tfoot>\n")</table>
      </div>

      """
  }

  private var search: String {
    guard let name else { return "" }
    return """
      <div class="find"><label for="\(name)-search">Search rows</label>
      <input type="search" id="\(name)-search" data-table="\(name)" placeholder="name, operator, shape ...">
      <span class="shown soft" role="status"></span></div>

      """
  }
}

extension HTMLTable.Column.Kind {
  fileprivate var style: String {
    switch self {
    case .text: ""
    case .words: " class=\"words\""
    case .number: " class=\"n\""
    case .bar: " class=\"bar\""
    }
  }

  fileprivate var cellStart: String { "<td\(style)>" }
}
