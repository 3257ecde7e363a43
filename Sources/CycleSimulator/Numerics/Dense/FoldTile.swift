import CDatapath

/// The running sums of a tile of outputs, and the kernel that adds folds to them.
struct FoldTile: ~Copyable {
  static let rows = Int(CDATAPATH_FOLD_ROWS)
  static let columns = Int(CDATAPATH_FOLD_COLUMNS)
  private static let size = rows * columns

  private let sums: UnsafeMutableBufferPointer<Float>
  /// The running sums of tiles that wait.
  private let waiting: UnsafeMutableBufferPointer<Float>
  private let rowPointers: UnsafeMutableBufferPointer<UnsafePointer<Float>?>
  private let target: DatapathTarget

  /// - Parameters:
  ///   - sums: that programs name.
  ///   - tiles: that take turns.
  init(sums: Int, tiles: Int = 1, target: DatapathTarget) {
    self.sums = .allocate(capacity: sums * Self.size)
    self.sums.initialize(repeating: 0)
    waiting = .allocate(capacity: tiles * Self.size)
    rowPointers = .allocate(capacity: Self.rows)
    rowPointers.initialize(repeating: nil)
    self.target = target
  }

  deinit {
    sums.deallocate()
    waiting.deallocate()
    rowPointers.deallocate()
  }

  /// The running sums, row after row of ``columns``.
  var running: UnsafeMutablePointer<Float> { sums.baseAddress.unsafelyUnwrapped }

  /// Keeps the running sums as those of a tile, until it is that one's turn again.
  func save(_ tile: Int) {
    (waiting.baseAddress.unsafelyUnwrapped + tile * Self.size).update(from: running, count: Self.size)
  }

  /// Goes on with a tile's sums.
  func restore(_ tile: Int) {
    running.update(from: waiting.baseAddress.unsafelyUnwrapped + tile * Self.size, count: Self.size)
  }

  /// The values of a row, lane after lane.
  func setRow(_ row: Int, _ values: UnsafePointer<Float>) { rowPointers[row] = values }

  /// Adds folds.
  ///
  /// - Parameters:
  ///   - starts: whether the sums begin with the first of them.
  ///   - places: of each lane's column values behind `columns`.
  func add(
    _ folds: Int, by program: borrowing FoldProgram, starts: Bool, rows: Int, places: UnsafePointer<Int>,
    columns: UnsafePointer<Float>, columnCount: Int
  ) {
    if starts && program.startsFromZero { sums.baseAddress?.update(repeating: 0, count: Self.size) }
    program.withKernelProgram {
      cdatapath_fold_sums(
        target.code, $0, folds, starts, rowPointers.baseAddress, rows, places, columns, columnCount,
        sums.baseAddress)
    }
  }
}
