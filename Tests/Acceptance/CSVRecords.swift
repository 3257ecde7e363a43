/// The rows of a CSV text (RFC 4180), read as its readers do: by scalars, whatever is combined with a separator.
struct CSVRecords {
  private(set) var rows: [[String]] = []

  init(_ text: String) {
    var row: [String] = []
    var cell = String.UnicodeScalarView()
    var isQuoted = false
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch (scalar, isQuoted) {
      case ("\"", true): isQuoted = false
      case ("\"", false):
        // Two within quotation marks are one.
        if last == "\"" { cell.append(scalar) }
        isQuoted = true
      case (",", false), ("\n", false):
        row.append(String(cell))
        cell = String.UnicodeScalarView()
        if scalar == "\n" {
          rows.append(row)
          row = []
        }
      default: cell.append(scalar)
      }
      last = scalar == "\"" && isQuoted && last == "\"" ? nil : scalar
    }
  }
}
