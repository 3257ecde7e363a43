import Hardware

/// How often the elements of the mesh and what hangs on them are used: products of the number of tile rows that
/// reach a mesh row, of tile columns that reach a mesh column, and of the depth.
struct MeshElementUse {
  private let hardware: HardwareConfiguration
  private let tiling: MeshTiling
  private let depth: Int
  /// Tile rows that use each row of the mesh, with one row that none uses behind the last; columns likewise.
  private let rowUses: [Int]
  private let columnUses: [Int]

  init(_ tiling: MeshTiling, depth: Int, on hardware: HardwareConfiguration) {
    self.hardware = hardware
    self.tiling = tiling
    self.depth = depth
    rowUses = (0...hardware.rows).map(tiling.rows.count(reaching:))
    columnUses = (0...hardware.columns).map(tiling.columns.count(reaching:))
  }

  /// Tiles in which each element computes an output, row-major.
  private var tileUses: [Int] {
    rowUses.dropLast().flatMap { row in columnUses.dropLast().map { row * $0 } }
  }

  /// Packets for each destination of the distribution network: the column tops, then the row lefts.
  var packets: [Int] {
    columnUses.dropLast().map { $0 * tiling.rows.count * depth }
      + rowUses.dropLast().map { $0 * tiling.columns.count * depth }
  }

  /// The elements' counters, but for the fill of the operand FIFOs, which depends on timing.
  func counts() -> [MeshElementCounts] {
    (0..<hardware.rows).flatMap { row in
      (0..<hardware.columns).map { column in
        let products = depth * rowUses[row] * columnUses[column]
        var counts = MeshElementCounts()
        counts.multiplications = products
        counts.topReceived = products
        counts.leftReceived = products
        counts.rightSent = depth * rowUses[row] * columnUses[column + 1]
        counts.bottomSent = depth * rowUses[row + 1] * columnUses[column]
        counts.configurations = tiling.tiles
        counts.topFifo = FifoCounts(pushes: products, pops: products)
        counts.leftFifo = FifoCounts(pushes: products, pops: products)
        counts.rightFifo = .passingThrough(counts.rightSent)
        counts.bottomFifo = .passingThrough(counts.bottomSent)
        counts.outputFifo = .passingThrough(products)
        return counts
      }
    }
  }

  func lastVirtualNeurons() -> [Int] {
    let last = tiling.last
    return (0..<hardware.rows).flatMap { row in
      (0..<hardware.columns).map { row < last.rows && $0 < last.columns ? row * last.columns + $0 : 0 }
    }
  }

  func reduction() -> ReductionStatistics {
    var statistics = ReductionStatistics()
    statistics.accumulators = tileUses.map { uses in
      var counts = AccumulatorCounts()
      counts.receives = uses * depth
      counts.registerWrites = uses * depth
      counts.adds = uses * (depth - 1)
      counts.registerReads = counts.adds
      counts.memorySends = uses
      counts.configurations = tiling.tiles
      counts.inputFifo = .passingThrough(uses * depth)
      counts.outputFifo = .passingThrough(uses)
      return counts
    }
    statistics.accumulatorWrites = statistics.accumulators.map(\.receives)
    return statistics
  }

  /// The bus lines' counters, but for conflicts, which depend on timing.
  func busLines() -> [BusLineCounts] {
    let lines = hardware.collectionBandwidth
    var bus = Array(repeating: BusLineCounts(inputs: hardware.multipliers / lines + 1), count: lines)
    for (accumulator, uses) in tileUses.enumerated() where uses > 0 {
      let (input, line) = accumulator.quotientAndRemainder(dividingBy: lines)
      bus[line].sends += uses
      bus[line].inputWrites[input] = uses
      bus[line].inputReceives[input] = uses
      bus[line].inputFifos[input] = .passingThrough(uses)
    }
    return bus
  }

  func memory(writes: Int) -> MemoryStatistics {
    var statistics = MemoryStatistics(
      readPorts: hardware.distributionBandwidth, writePorts: hardware.collectionBandwidth,
      dataflow: "CNN_DATAFLOW")
    let leaves = (hardware.rows + hardware.columns) / hardware.distributionBandwidth
    for (destination, count) in packets.enumerated() {
      if destination < hardware.columns {
        statistics.weightReads += count
        statistics.portWeights[destination / leaves] += count
      } else {
        statistics.inputReads += count
        statistics.portInputs[destination / leaves] += count
      }
    }
    statistics.psumWrites = writes
    statistics.reconfigurations = tiling.tiles
    return statistics
  }
}
