import Hardware
import Sparsity
import Workload

/// The dataflow of SparseDense (MAGMA_SPARSE_DENSE): each round a row of A, whose elements every cluster gets,
/// fold by fold; then the columns of B, as many at a time as there are clusters.
struct ClusterDataflow: SparseDataflow {
  private let shape: MatrixShape
  private let layout: ClusterLayout
  private let left: CompressedSparseRows
  private let right: [Float]?
  private let multipliers: Int
  /// The sets behind each lane's multipliers, one a port, and each multiplier by itself.
  private var sets: DestinationSets
  private var laneSets: [[Int]] = []
  private var multiplierSets: [Int] = []

  private var row = 0
  /// Results that came back of each cluster: its columns, one after the other.
  private var stored: [Int] = []
  private var results: [Float]
  private(set) var statistics: MemoryStatistics

  init(
    _ shape: MatrixShape, tile: Tile, left: CompressedSparseRows, right: [Float]?,
    on hardware: HardwareConfiguration
  ) {
    self.shape = shape
    self.left = left
    self.right = right
    layout = ClusterLayout(shape, tile: tile)
    multipliers = hardware.multipliers
    sets = DestinationSets(leaves: hardware.multipliers / hardware.distributionBandwidth)
    for lane in 0..<layout.lanes {
      laneSets.append(sets.addByPort(Array(stride(from: lane, to: layout.used, by: layout.lanes))))
    }
    for multiplier in 0..<layout.used { multiplierSets.append(sets.add([multiplier])) }
    results = Array(repeating: 0, count: right == nil ? 0 : shape.m * shape.n)
    statistics = MemoryStatistics(
      readPorts: hardware.distributionBandwidth, writePorts: hardware.collectionBandwidth,
      dataflow: "SPARSE_DENSE_DATAFLOW")
    statistics.reconfigurations = 1
    statistics.stationarySparsity = sparsityPercent(
      elements: shape.m * shape.k, existing: left.columnIndices.count)
  }

  var roundCount: Int { shape.m }
  var outputs: [Float] { results }

  private var elements: Range<Int> { left.elements(ofRow: row) }
  private var folds: Int { layout.folds(elements: elements.count) }

  mutating func begin(_ round: Int) -> SparseRound {
    row = round
    stored = Array(repeating: 0, count: layout.clusters)
    let roles = (0..<multipliers).map { multiplier in
      var role = LinearMultiplier.Role()
      guard multiplier < layout.used else { return role }
      role.virtualNeuron = multiplier / layout.lanes
      role.folds = folds
      role.productsPerPass = layout.sums(folds: folds)
      return role
    }
    return SparseRound(
      roles: roles, sizes: Array(repeating: layout.lanes, count: layout.clusters), folds: folds, sets: sets,
      stationarySteps: folds, streamingSteps: layout.sums(folds: folds),
      results: layout.columnTiles * layout.clusters)
  }

  mutating func queueStationary(_ step: Int, on ports: inout SparseReadPorts) {
    for lane in 0..<layout.lanes {
      var value: Float = 0
      if let element = element(fold: step, lane: lane) {
        value = left.values[element]
        statistics.weightReads &+= 1
      }
      for set in laneSets[lane] { ports.queue(Packet(kind: .weight, value: value), for: set, of: sets) }
    }
  }

  mutating func queueStreaming(_ step: Int, on ports: inout SparseReadPorts) {
    let (tile, fold) = step.quotientAndRemainder(dividingBy: folds)
    for cluster in 0..<layout.clusters {
      let column = tile &* layout.clusters &+ cluster
      for lane in 0..<layout.lanes {
        var value: Float = 0
        if let element = element(fold: fold, lane: lane), column < shape.n {
          value = right?[Int(left.columnIndices[element]) &* shape.n &+ column] ?? 0
          statistics.inputReads &+= 1
        }
        let set = multiplierSets[cluster &* layout.lanes &+ lane]
        ports.queue(Packet(kind: .activation, value: value), for: set, of: sets)
      }
    }
  }

  /// The element of the row that a lane holds in a fold, if there is one.
  private func element(fold: Int, lane: Int) -> Int? {
    let element = elements.lowerBound &+ fold &* layout.lanes &+ lane
    return element < elements.upperBound ? element : nil
  }

  mutating func store(_ result: Psum) {
    let cluster = result.virtualNeuron
    let column = stored[cluster] &* layout.clusters &+ cluster
    stored[cluster] &+= 1
    // Clusters beyond the last column computed padding.
    guard column < shape.n else { return }
    statistics.psumWrites &+= 1
    if right != nil { results[row &* shape.n &+ column] = result.value }
  }
}
