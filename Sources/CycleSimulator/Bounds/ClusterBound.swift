import Hardware
import Workload

/// What a SparseDense layer takes at least: each row waits for the last product of its busiest ports, or for the
/// outputs that one bus line takes one after the other.
package struct ClusterBound: TileBounds {
  private let shape: MatrixShape
  private let hardware: HardwareConfiguration
  private let profiles: ReductionProfiles
  /// Non-zeros of a row of A, and how many rows have as many.
  private let rows: [(elements: Int, count: Int)]

  /// - Parameters:
  ///   - rowElements: non-zeros of each row of A, at least 1.
  ///   - hardware: a legal machine with that controller.
  ///   - profiles: of that machine.
  package init(
    _ shape: MatrixShape, rowElements: [Int], on hardware: HardwareConfiguration, profiles: ReductionProfiles
  ) {
    self.shape = shape
    self.hardware = hardware
    self.profiles = profiles
    rows = Dictionary(grouping: rowElements) { $0 }.map { ($0, $1.count) }.sorted { $0.elements < $1.elements }
  }

  package func quick(_ tile: Tile, _ costs: ActivityCosts?) -> CostBound {
    let layout = ClusterLayout(shape, tile: tile)
    let load = min(leaves, layout.used)
    var cycles = 0
    var folds = 0
    for row in rows {
      let count = layout.folds(elements: row.elements)
      cycles += row.count * (count * min(layout.lanes, load) + layout.sums(folds: count) * load)
      folds += row.count * count
    }
    return CostBound(cycles: cycles, dynamicEnergy: costs.map { dynamicEnergy(layout, folds: folds, $0) } ?? 0)
  }

  package func close(_ tile: Tile, _ costs: ActivityCosts?) -> CostBound {
    let layout = ClusterLayout(shape, tile: tile)
    let profile = profiles[size: layout.lanes, count: layout.clusters]
    let latency = leaves == 1 ? 0 : 1
    var ways = [Way(load: min(leaves, layout.used)), Way(load: layout.used % leaves)]
    for multiplier in 0..<layout.used {
      let isLast = multiplier / leaves * leaves + leaves > layout.used
      let delay = multiplier % leaves + Int(profile.delays[multiplier])
      ways[isLast ? 1 : 0].longest = max(ways[isLast ? 1 : 0].longest, delay)
      ways[isLast ? 1 : 0].shortest = min(ways[isLast ? 1 : 0].shortest, delay)
    }
    ways.removeAll { $0.longest == 0 }
    var cycles = 0
    var folds = 0
    for row in rows {
      let count = layout.folds(elements: row.elements)
      let sums = layout.sums(folds: count)
      var last = 0
      var first = Int.max
      for way in ways {
        let start = 1 + latency + count * min(layout.lanes, way.load)
        last = max(last, start + (sums - 1) * way.load + way.longest)
        first = min(first, start + (count - 1) * way.load + way.shortest)
      }
      last = max(last, first + profile.largestLine * layout.columnTiles - 1)
      // From the bus to the write queue, and cycles are counted from 0.
      cycles += row.count * (last + 2)
      folds += row.count * count
    }
    return CostBound(cycles: cycles, dynamicEnergy: costs.map { dynamicEnergy(layout, folds: folds, $0) } ?? 0)
  }

  /// Multipliers behind ports with equal load, and how long the products of their last packet take to the bus.
  private struct Way {
    var load: Int
    var longest = 0
    var shortest = Int.max
  }

  private var leaves: Int { hardware.multipliers / hardware.distributionBandwidth }

  private func dynamicEnergy(_ layout: ClusterLayout, folds: Int, _ costs: ActivityCosts) -> Double {
    let profile = profiles[size: layout.lanes, count: layout.clusters]
    let sums = Double(layout.sums(folds: folds))
    let results = Double(shape.m * layout.columnTiles * layout.clusters)
    let elements = rows.reduce(0) { $0 + $1.count * $1.elements }
    let psums = sums * Double(layout.clusters)
    var energy = distributionEnergy(layout, folds: Double(folds), sums: sums, costs)
    energy += sums * Double(layout.used) * costs.multiplication
    energy += sums * (Double(profile.sums2to1) * costs.sum2to1 + Double(profile.sums3to1) * costs.sum3to1)
    energy += sums * Double(profile.wireWrites) * costs.reductionWire
    if profile.accumulates { energy += costs.accumulation(products: psums, outputs: results) }
    energy += Double(elements) * Double(shape.n + 1) * costs.bufferRead
    let messages = Double(shape.m * layout.columnTiles * profile.exits)
    energy += Double(shape.m * shape.n) * costs.bufferWrite + (results + messages) * costs.busWire
    return energy
  }

  /// An activation goes to one multiplier, a weight to those of its lane: below each node of a port's tree there are
  /// as many lanes as multipliers, up to all.
  private func distributionEnergy(
    _ layout: ClusterLayout, folds: Double, sums: Double, _ costs: ActivityCosts
  ) -> Double {
    var energy = 0.0
    var size = 1
    while size <= leaves {
      let (whole, rest) = layout.used.quotientAndRemainder(dividingBy: size)
      let weights = Double(whole * min(layout.lanes, size) + min(layout.lanes, rest))
      let packets = folds * weights + sums * Double(layout.used)
      energy += packets * (costs.distributionWire + (size > 1 ? costs.routing : 0))
      size *= 2
    }
    return energy
  }
}
