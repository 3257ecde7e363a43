import CycleSimulator
import Hardware
import Mapping
import Workload

/// What the tiles of a case take.
package struct MapperCaseResult: Sendable {
  package struct Run: Hashable, Sendable {
    package var tile: Tile
    package var cycles: Int

    package init(tile: Tile, cycles: Int) {
      self.tile = tile
      self.cycles = cycles
    }
  }

  package let mapperCase: MapperCase
  /// The tile that STONNE's mapper generates.
  package let stonne: Run
  /// The best of the script's sweep: the tiles of powers of two that fill the array.
  package let swept: Run
  /// The tile that `optimal` finds, and whether it is proven to be the best.
  package let optimal: Run
  package let isProven: Bool

  /// - Throws: `MappingError`, `SimulationError`.
  package init(_ mapperCase: MapperCase) throws {
    try self.init(mapperCase, rows: MadeUpRows(of: mapperCase)?.elements)
  }

  /// - Parameter rows: elements of the rows of a SparseDense layer's left operand.
  init(_ mapperCase: MapperCase, rows: [Int]?) throws {
    self.mapperCase = mapperCase
    let (layer, hardware) = (mapperCase.layer, mapperCase.hardware)
    func run(_ tile: Tile) throws(SimulationError) -> Run {
      if let rows {
        let cycles = try timeSparseDense(mapperCase.shape, rowElements: rows, on: hardware, tile: tile).cycles
        return Run(tile: tile, cycles: cycles)
      }
      return Run(tile: tile, cycles: try simulate(layer, on: hardware, tile: tile).cycles)
    }
    let mappers = MapperChoice(on: hardware)
    // The script hands the percentage on, not the share of zeros that came out.
    let generated = try mappers.tile(for: layer, sparsity: Float(mapperCase.sparsity ?? 0) / 100)
    stonne = try run(generated?.tile ?? Tile())
    swept = mapperCase.sweep.compactMap { try? run($0) }.min { $0.cycles < $1.cycles } ?? stonne
    let best = try mappers.tile(
      for: layer, mapper: .optimal, rows: rows.map { .counts($0) } ?? .sparsity(0))
    optimal = try run(best?.tile ?? Tile())
    isProven = best?.proof?.isProven ?? false
  }

  /// Whether no tile is better than the one that `optimal` found.
  package var passed: Bool { optimal.cycles <= min(stonne.cycles, swept.cycles) }
}

extension MapperCase {
  /// The tiles that the script tries: powers of two whose product is the array, each size up to the first that is
  /// twice its extent or more.
  fileprivate var sweep: [Tile] {
    func sizes(_ extent: Int) -> [Int] {
      var sizes = [1]
      while sizes[sizes.count - 1] < min(2 * extent, hardware.multipliers) {
        sizes.append(2 * sizes[sizes.count - 1])
      }
      return sizes
    }
    let rows = sparsity == nil ? sizes(shape.m) : [1]
    return rows.flatMap { m in sizes(shape.n).map { Tile(m: m, n: $0, k: 1) } }.compactMap { tile in
      let k = hardware.multipliers / tile.virtualNeurons
      guard k >= (shape.k > 1 ? 2 : 1), k * tile.virtualNeurons == hardware.multipliers, sizes(shape.k).contains(k)
      else { return nil }
      return Tile(m: tile.x, n: tile.k, k: k)
    }
  }
}
