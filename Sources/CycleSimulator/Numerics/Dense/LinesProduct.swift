import CDatapath
import Tensors

/// A matrix product as an array computes it that adds up each output fold after fold, in ascending depth.
///
/// The lines of one side, columns of the vectors, are packed in panels of the lanes of some folds; those of the other
/// side are taken one value at a time.
struct LinesProduct: Sendable {
  let depth: Int
  /// Rows are lines of the left matrix, columns lines of the right one.
  let programs: FoldPrograms
  /// The same for the transposed product.
  private let transposedPrograms: FoldPrograms

  /// - Parameter program: the number of the program of an output at a place of the tile.
  init(
    depth: Int, _ programs: [FoldProgram], rowPlaces: Int = 1, columnPlaces: Int = 1,
    program: (_ row: Int, _ column: Int) -> Int = { _, _ in 0 }
  ) {
    self.depth = depth
    self.programs = FoldPrograms(programs, rowPlaces: rowPlaces, columnPlaces: columnPlaces, program: program)
    transposedPrograms = FoldPrograms(programs, rowPlaces: columnPlaces, columnPlaces: rowPlaces) {
      program($1, $0)
    }
  }

  /// Computes the outputs.
  func compute(_ values: MatrixValues, _ target: DatapathTarget, _ workers: Workers) {
    let (rows, columns) = (values.left.starts.count, values.right.starts.count)
    let straight = cost(values.left, values.right, programs)
    let transposed = cost(values.right, values.left, transposedPrograms)
    if straight <= transposed {
      compute(values, programs, rows: rows, columns: columns, target, workers)
    } else {
      compute(values.transposed, transposedPrograms, rows: columns, columns: rows, target, workers)
    }
  }

  /// Cycles a depth step, roughly: sums of whole vectors, and packing.
  private func cost(_ rows: MatrixLines, _ columns: MatrixLines, _ programs: FoldPrograms) -> Double {
    let wide = 2 * 16
    let (count, places) = (columns.starts.count, programs.columnPlaces)
    let padded = programs.classes.reduce(0) { sum, columns in
      let ofClass = (0..<count).count { columns.contains[$0 % places] }
      return sum + (ofClass + wide - 1) / wide * wide
    }
    let packing = Double(count) * (columns.step == 1 ? 1 : 0.25)
    let copying = rows.step == 1 ? 0 : 2 * Double(rows.starts.count)
    return Double(rows.starts.count * padded) / 28 + packing + copying
  }

  private func compute(
    _ values: MatrixValues, _ programs: FoldPrograms, rows: Int, columns: Int, _ target: DatapathTarget,
    _ workers: Workers
  ) {
    let folds = (depth + programs.lanes - 1) / programs.lanes
    let lanes = folds * programs.lanes
    let step = values.left.step
    let left = RowValues(
      values.left.values, starts: values.left.starts,
      offsets: (0..<lanes).map { $0 < depth ? $0 * step : nil }, lanesPerFold: programs.lanes, workers: workers)
    let blocks = columnBlocks(columns, programs)
    let rowGroups = programs.classes.map { programs.rowGroups(rows, in: $0) }
    let most = rowGroups.reduce(0) { max($0, $1.count) }
    let wanted = workers.count == 1 ? 1 : 4 * workers.count
    let parts = min(max((wanted + blocks.count - 1) / blocks.count, 1), max(most, 1))
    workers.perform(blocks.count * parts) { task in
      let block = blocks[task / parts]
      let groups = rowGroups[block.columnClass]
      let share = Share(part: task % parts, of: parts).range(groups.count)
      guard !share.isEmpty else { return }
      let panel = PanelProduct(values, depth: depth, folds: folds, programs, target)
      panel.compute(block.columns, groups[share], left)
    }
  }

  /// Columns that a kernel computes at a time, all of one class.
  private func columnBlocks(_ count: Int, _ programs: FoldPrograms) -> [(columnClass: Int, columns: [Int])] {
    programs.classes.enumerated().flatMap { number, columnClass in
      let columns = (0..<count).filter { columnClass.contains[$0 % programs.columnPlaces] }
      return stride(from: 0, to: columns.count, by: FoldTile.columns).map {
        (number, Array(columns[$0..<min($0 + FoldTile.columns, columns.count)]))
      }
    }
  }
}

/// A block of columns by all rows of a task, in panels of some folds that stay in the cache.
private struct PanelProduct: ~Copyable {
  private let values: MatrixValues
  private let programs: FoldPrograms
  private let depth: Int
  private let folds: Int
  private let foldsPerPanel: Int
  private let panel: UnsafeMutableBufferPointer<Float>
  private let places: [Int]
  private let target: DatapathTarget

  init(_ values: MatrixValues, depth: Int, folds: Int, _ programs: FoldPrograms, _ target: DatapathTarget) {
    self.target = target
    self.values = values
    self.programs = programs
    self.depth = depth
    self.folds = folds
    foldsPerPanel = min(folds, max(1, Self.lanesPerPanel / programs.lanes))
    let lanes = foldsPerPanel * programs.lanes
    panel = .allocate(capacity: lanes * FoldTile.columns)
    places = (0..<lanes).map { $0 * FoldTile.columns }
  }

  deinit { panel.deallocate() }

  private static let lanesPerPanel = 384

  func compute(_ columns: [Int], _ groups: ArraySlice<FoldPrograms.RowGroup>, _ left: borrowing RowValues) {
    // One panel is all there is, or the sums of every tile wait for the next one.
    let tiles = foldsPerPanel < folds ? groups.count : 1
    let tile = FoldTile(sums: programs.sums, tiles: tiles, target: target)
    for first in stride(from: 0, to: folds, by: foldsPerPanel) {
      let last = min(first + foldsPerPanel, folds)
      pack(columns, lanes: first * programs.lanes..<last * programs.lanes)
      for (number, group) in groups.enumerated() {
        let waiting = tiles > 1 ? number : 0
        if first > 0 { tile.restore(waiting) }
        add(first..<last, group, columns.count, to: tile, left)
        if last < folds { tile.save(waiting) } else { store(group, columns, tile) }
      }
    }
  }

  private func add(
    _ range: Range<Int>, _ group: FoldPrograms.RowGroup, _ columns: Int, to tile: borrowing FoldTile,
    _ left: borrowing RowValues
  ) {
    let inPlace = range.clamped(to: 0..<left.foldsInPlace)
    let copied = range.clamped(to: left.foldsInPlace..<folds)
    let lanes = programs.lanes
    places.withUnsafeBufferPointer { places in
      for part in [inPlace, copied] where !part.isEmpty {
        let isInPlace = part.lowerBound < left.foldsInPlace
        for (row, line) in group.rows.enumerated() {
          let values =
            isInPlace
            ? left.inPlace(line) + part.lowerBound * lanes
            : left.copied(line) + (part.lowerBound - left.foldsInPlace) * lanes
          tile.setRow(row, values)
        }
        tile.add(
          part.count, by: programs.programs[group.program], starts: part.lowerBound == 0, rows: group.rows.count,
          places: places.baseAddress.unsafelyUnwrapped,
          columns: UnsafePointer(
            panel.baseAddress.unsafelyUnwrapped + (part.lowerBound - range.lowerBound) * lanes * FoldTile.columns),
          columnCount: columns)
      }
    }
  }

  /// Copies the values of some lanes: lane after lane, each with all columns, and zeros behind the depth and the columns.
  private func pack(_ columns: [Int], lanes: Range<Int>) {
    let base = panel.baseAddress.unsafelyUnwrapped
    let inside = lanes.clamped(to: 0..<depth)
    (base + inside.count * FoldTile.columns).initialize(
      repeating: 0, count: (lanes.count - inside.count) * FoldTile.columns)
    let starts = columns.map { values.right.starts[$0] }
    let step = values.right.step
    starts.withUnsafeBufferPointer { starts in
      cdatapath_pack_panel(
        values.right.values + inside.lowerBound * step, starts.baseAddress, starts.count, step, inside.count, base)
    }
  }

  private func store(_ group: FoldPrograms.RowGroup, _ columns: [Int], _ tile: borrowing FoldTile) {
    let first = values.columnOffsets[columns[0]]
    let isAdjacent =
      columns.count > 0 && values.columnOffsets[columns[columns.count - 1]] == first + columns.count - 1
      && columns[columns.count - 1] == columns[0] + columns.count - 1
    for (row, line) in group.rows.enumerated() {
      let source = tile.running + row * FoldTile.columns
      let target = values.output + values.rowOffsets[line]
      if isAdjacent {
        (target + first).update(from: source, count: columns.count)
      } else {
        for (place, column) in columns.enumerated() { target[values.columnOffsets[column]] = source[place] }
      }
    }
  }
}
