import Hardware
import Tensors

/// A convolution's outputs as an array computes them that adds up each window fold after fold.
///
/// Filters are rows and output positions columns: a vector holds neighbouring positions, for which the taps of a
/// window are neighbours too (``ImagePlanes``).
struct WindowProduct: Sendable {
  let geometry: WindowGeometry
  let taps: WindowTaps
  /// By batch element and group, modulo their number: rows are filters of a group, columns places (x', y') of the tile.
  private let programsOfImage: [[FoldPrograms]]
  /// Rows and columns of outputs in the tile.
  fileprivate let tile: (x: Int, y: Int)

  /// A layer of a linear array.
  init(_ plan: DensePlan, on hardware: HardwareConfiguration) {
    let shape = plan.shape
    geometry = WindowGeometry(
      output: (shape.outputX, shape.outputY), stride: (shape.stride, shape.stride), groups: shape.g,
      filtersPerGroup: shape.filtersPerGroup)
    taps = WindowTaps(plan)
    tile = (plan.tile.x, plan.tile.y)
    let programs = ProgramsOfTile(plan, on: hardware)
    programsOfImage = (0..<plan.tile.n).map { n in
      (0..<plan.tile.g).map { programs.windowPrograms(n: n, g: $0) }
    }
  }

  /// Windows whose products are added one after the other.
  init(_ geometry: WindowGeometry, _ taps: WindowTaps) {
    self.geometry = geometry
    self.taps = taps
    tile = (1, 1)
    programsOfImage = [[FoldPrograms(.sequential)]]
  }

  /// Computes the outputs of one batch element.
  func compute(_ values: ConvolutionValues, n: Int = 0, _ target: DatapathTarget, _ workers: Workers) {
    let programs = programsOfImage[n % programsOfImage.count]
    let planes = ImagePlanes(values.image, geometry, reach: (taps.rows, taps.columns), workers: workers)
    let weights = RowValues(
      values.filters.values,
      starts: (0..<geometry.groups * geometry.filters).map { $0 * values.filters.filterStep },
      offsets: taps.offsets(in: values.filters), lanesPerFold: programs[0].lanes, workers: workers)
    let rowGroups = programs.map { programs in
      programs.classes.map { programs.rowGroups(geometry.filters, in: $0) }
    }
    let parts = Parts(self, values, outputs: planes.outputCount, planeBytes: planes.byteCount, workers)
    workers.perform(parts.count) { task in
      var part = PartOfGroups(
        self, values.output, FoldTile(sums: programs.reduce(1) { max($0, $1.sums) }, target: target))
      for (group, range) in parts.pieces(of: task) {
        let places = planes.places(taps, firstChannel: group * values.image.channels / geometry.groups)
        let number = group % programs.count
        for (columns, groups) in zip(programs[number].classes, rowGroups[number]) {
          part.compute(
            group, programs[number], columns, groups, planes, weights, places: places, range,
            rowsFirst: parts.splitsRows)
        }
      }
    }
  }

  /// How the work is shared out: groups, and parts of them where there are few.
  private struct Parts {
    /// Whether parts are of the filters, so that each of them passes over all positions; else it is the other way round.
    let splitsRows: Bool
    private let groups: Int
    private let partsPerGroup: Int
    private let groupsPerTask: Int

    init(
      _ product: WindowProduct, _ values: ConvolutionValues, outputs: Int, planeBytes: Int, _ workers: Workers
    ) {
      let weightBytes = product.taps.taps.count * product.geometry.filters * product.geometry.groups * 4
      let blocks = (outputs + FoldTile.columns - 1) / FoldTile.columns
      let rowBlocks = (product.geometry.filters + FoldTile.rows - 1) / FoldTile.rows
      let wanted = workers.count == 1 ? 1 : 8 * workers.count
      groups = product.geometry.groups
      // What is larger passes the caches once.
      splitsRows = rowBlocks >= wanted && planeBytes < weightBytes || blocks < workers.count
      partsPerGroup = groups >= wanted ? 1 : min(max(wanted / groups, 1), splitsRows ? rowBlocks : blocks)
      groupsPerTask = groups > wanted ? groups / wanted : 1
    }

    var count: Int { (groups + groupsPerTask - 1) / groupsPerTask * partsPerGroup }

    /// Groups with the share of each, in parts of ``denominator``.
    func pieces(of task: Int) -> [(group: Int, share: Share)] {
      let (first, part) = (task / partsPerGroup * groupsPerTask, task % partsPerGroup)
      return (first..<min(first + groupsPerTask, groups)).map { ($0, Share(part: part, of: partsPerGroup)) }
    }
  }
}

/// One of several equal parts.
struct Share {
  var part: Int
  var of: Int

  func range(_ count: Int) -> Range<Int> { count * part / of..<count * (part + 1) / of }
}

/// What one task computes: outputs of some groups, tile after tile.
private struct PartOfGroups: ~Copyable {
  private let product: WindowProduct
  private let output: ConvolutionValues.Output
  private let tile: FoldTile

  init(_ product: WindowProduct, _ output: ConvolutionValues.Output, _ tile: consuming FoldTile) {
    self.product = product
    self.output = output
    self.tile = tile
  }

  mutating func compute(
    _ group: Int, _ programs: FoldPrograms, _ columns: FoldPrograms.ColumnClass,
    _ rowGroups: [FoldPrograms.RowGroup], _ planes: borrowing ImagePlanes, _ weights: borrowing RowValues,
    places: [Int], _ share: Share, rowsFirst: Bool
  ) {
    let blocks = (planes.outputCount + FoldTile.columns - 1) / FoldTile.columns
    let isMasked = programs.classes.count > 1
    places.withUnsafeBufferPointer { places in
      let rowRange = rowsFirst ? share.range(rowGroups.count) : 0..<rowGroups.count
      let blockRange = rowsFirst ? 0..<blocks : share.range(blocks)
      let inner = rowsFirst ? blockRange : rowRange
      for outer in rowsFirst ? rowRange : blockRange {
        for inner in inner {
          let rows = rowGroups[rowsFirst ? outer : inner]
          let first = (rowsFirst ? inner : outer) * FoldTile.columns
          let count = min(FoldTile.columns, planes.outputCount - first)
          add(group, programs, rows, planes.first + first, count, weights, places)
          for (row, filter) in rows.rows.enumerated() {
            store(
              row, group * product.geometry.filters + filter, first..<first + count, pitch: planes.pitch,
              isMasked ? columns : nil)
          }
        }
      }
    }
  }

  private func add(
    _ group: Int, _ programs: FoldPrograms, _ rows: FoldPrograms.RowGroup, _ columns: UnsafePointer<Float>,
    _ columnCount: Int, _ weights: borrowing RowValues, _ places: UnsafeBufferPointer<Int>
  ) {
    let firstFilter = group * product.geometry.filters
    let program = programs.programs[rows.program]
    let places = places.baseAddress.unsafelyUnwrapped
    let folds = product.taps.taps.count / program.lanes
    if weights.foldsInPlace > 0 {
      for (row, filter) in rows.rows.enumerated() { tile.setRow(row, weights.inPlace(firstFilter + filter)) }
      tile.add(
        weights.foldsInPlace, by: program, starts: true, rows: rows.rows.count, places: places, columns: columns,
        columnCount: columnCount)
    }
    if weights.foldsInPlace < folds {
      for (row, filter) in rows.rows.enumerated() { tile.setRow(row, weights.copied(firstFilter + filter)) }
      tile.add(
        folds - weights.foldsInPlace, by: program, starts: weights.foldsInPlace == 0, rows: rows.rows.count,
        places: places + weights.foldsInPlace * program.lanes, columns: columns, columnCount: columnCount)
    }
  }

  /// Copies a row of the tile to where its outputs belong, those that mean nothing left out.
  private func store(
    _ row: Int, _ filter: Int, _ numbers: Range<Int>, pitch: Int, _ columns: FoldPrograms.ColumnClass?
  ) {
    let geometry = product.geometry
    var x = numbers.lowerBound / pitch
    while x * pitch < numbers.upperBound, x < geometry.outputX {
      let first = max(numbers.lowerBound - x * pitch, 0)
      let last = min(numbers.upperBound - x * pitch, geometry.outputY)
      if first < last {
        let source = tile.running + row * FoldTile.columns + x * pitch + first - numbers.lowerBound
        let target = output.values + filter * output.filterStep + x * output.steps.x + first * output.steps.y
        if let columns {
          for y in 0..<last - first where columns.contains[place(x, first + y)] {
            target[y * output.steps.y] = source[y]
          }
        } else if output.steps.y == 1 {
          target.update(from: source, count: last - first)
        } else {
          for y in 0..<last - first { target[y &* output.steps.y] = source[y] }
        }
      }
      x += 1
    }
  }

  private func place(_ x: Int, _ y: Int) -> Int { x % product.tile.x * product.tile.y + y % product.tile.y }
}
