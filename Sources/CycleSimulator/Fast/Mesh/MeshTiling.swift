import Workload

/// A matrix product cut into the tiles that a mesh computes one after the other: rows of tiles, each from left
/// to right, with smaller tiles at the right and lower edges.
struct MeshTiling {
  /// Processing elements that a tile occupies.
  struct TileExtent: Hashable {
    /// Outputs down the mesh, one activation stream each.
    var rows: Int
    /// Outputs across the mesh, one weight stream each.
    var columns: Int

    var count: Int { rows * columns }
  }

  /// The pieces of one loop: at most two lengths occur.
  struct Cuts {
    let pieces: [(length: Int, count: Int)]

    init(of extent: Int, by tile: Int) {
      let (whole, rest) = extent.quotientAndRemainder(dividingBy: tile)
      pieces = [(tile, whole), (rest, rest > 0 ? 1 : 0)].filter { $0.1 > 0 }
    }

    var count: Int { pieces.reduce(0) { $0 + $1.count } }
    var last: Int { pieces[pieces.count - 1].length }

    /// The pieces that are longer than `index`: how often row or column `index` of the array is used.
    func count(reaching index: Int) -> Int { pieces.reduce(0) { $0 + ($1.length > index ? $1.count : 0) } }
  }

  let rows: Cuts
  let columns: Cuts

  init(_ shape: MatrixShape, tileM: Int, tileN: Int) {
    rows = Cuts(of: shape.m, by: tileM)
    columns = Cuts(of: shape.n, by: tileN)
  }

  var tiles: Int { rows.count * columns.count }
  var last: TileExtent { TileExtent(rows: rows.last, columns: columns.last) }

  /// The at most four extents that occur, each with its number of tiles.
  var extents: [(extent: TileExtent, tiles: Int)] {
    rows.pieces.flatMap { row in
      columns.pieces.map { (TileExtent(rows: row.length, columns: $0.length), row.count * $0.count) }
    }
  }
}
