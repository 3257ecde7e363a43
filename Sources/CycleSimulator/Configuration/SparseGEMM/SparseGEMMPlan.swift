import Hardware
import Sparsity
import Workload

/// A SparseGEMM from the machine's point of view (SIGMA): stationary vectors, which stay on the multipliers, and
/// streaming vectors, which pass by.
struct SparseGEMMPlan {
  let shape: MatrixShape
  let options: SparseGEMMOptions
  /// The stationary vectors in the order in which they come, and which vector of the operand each is.
  let stationary: CompressedSparseRows
  let order: [Int]
  let rounds: [StationaryRound]

  /// - Parameter kept: the stationary vectors of the operand, none with fewer elements than
  ///   ``VectorBitmap.minimumOnes`` or K, which is 2 at least.
  init(
    _ shape: MatrixShape, _ options: SparseGEMMOptions, kept: CompressedSparseRows,
    on hardware: HardwareConfiguration
  ) {
    self.shape = shape
    self.options = options
    order =
      options.optimize
      ? LargestFirstOrder.order(
        kept.rowCounts.map { max($0, VectorBitmap.minimumOnes) }, capacity: hardware.multipliers)
      : Array(0..<kept.rows)
    stationary = options.optimize ? kept.reordered(order) : kept
    rounds = StationaryRound.rounds(of: stationary, multipliers: hardware.multipliers)
  }

  var streams: Int { options.dataflow == .leftStationary ? shape.n : shape.m }

  /// The whole percent of stationary elements that do not exist.
  var stationarySparsity: Int {
    sparsityPercent(elements: stationary.rows * stationary.columns, existing: stationary.values.count)
  }

  /// Where the output of a stationary vector, by its place in the order, and a streaming vector is stored.
  func outputIndex(stationary place: Int, streaming vector: Int) -> Int {
    switch options.dataflow {
    case .leftStationary: order[place] * shape.n + vector
    case .rightStationary: vector * shape.n + order[place]
    }
  }
}

/// The whole percent of elements that do not exist, rounded down as STONNE prints it.
func sparsityPercent(elements: Int, existing: Int) -> Int { 100 * (elements - existing) / elements }
