/// The programs of an array's virtual neurons, by the place of their output's row and column in the tile.
struct FoldPrograms: Sendable {
  /// Columns of the same programs, row by row.
  struct ColumnClass: Sendable {
    /// By place of a column: whether it belongs to the class.
    var contains: [Bool]
    /// By place of a row.
    fileprivate var programOfRow: [Int]
  }

  /// Rows that are computed together.
  struct RowGroup: Sendable {
    var program: Int
    var rows: [Int]
  }

  let programs: [FoldProgram]
  let classes: [ColumnClass]
  let rowPlaces: Int
  let columnPlaces: Int

  /// Every output is added up in the same way.
  init(_ program: FoldProgram) {
    self.init([program], rowPlaces: 1, columnPlaces: 1) { _, _ in 0 }
  }

  /// - Parameter program: the number of the program at a place.
  init(
    _ programs: [FoldProgram], rowPlaces: Int, columnPlaces: Int, program: (_ row: Int, _ column: Int) -> Int
  ) {
    self.programs = programs
    self.rowPlaces = rowPlaces
    self.columnPlaces = columnPlaces
    var classes: [ColumnClass] = []
    var classOfPrograms: [[Int]: Int] = [:]
    for column in 0..<columnPlaces {
      let ofColumn = (0..<rowPlaces).map { program($0, column) }
      let number = classOfPrograms[ofColumn] ?? classes.count
      if number == classes.count {
        classOfPrograms[ofColumn] = number
        classes.append(
          ColumnClass(contains: Array(repeating: false, count: columnPlaces), programOfRow: ofColumn))
      }
      classes[number].contains[column] = true
    }
    self.classes = classes
  }

  /// Folds have as many products in all programs.
  var lanes: Int { programs[0].lanes }
  /// Sums that a tile of outputs needs place for.
  var sums: Int { programs.reduce(1) { max($0, $1.sums) } }

  /// Rows `0..<count` in groups that a kernel computes at a time.
  func rowGroups(_ count: Int, in columns: ColumnClass) -> [RowGroup] {
    var rowsOfProgram: [Int: [Int]] = [:]
    for row in 0..<count { rowsOfProgram[columns.programOfRow[row % rowPlaces], default: []].append(row) }
    return rowsOfProgram.sorted { $0.key < $1.key }.flatMap { program, rows in
      stride(from: 0, to: rows.count, by: FoldTile.rows).map {
        RowGroup(program: program, rows: Array(rows[$0..<min($0 + FoldTile.rows, rows.count)]))
      }
    }
  }
}
