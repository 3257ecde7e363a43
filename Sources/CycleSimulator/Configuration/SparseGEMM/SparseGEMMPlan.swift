import Hardware
import Sparsity
import Workload

/// A SparseGEMM from the machine's point of view (SIGMA): stationary vectors, which stay on the multipliers, and
/// streaming vectors, which pass by.
struct SparseGEMMPlan {
  let shape: MatrixShape
  let options: SparseGEMMOptions
  /// The stationary vectors in the order in which they come.
  let stationary: CompressedSparseRows
  /// Which vector of the operand each of them is; `nil` where they come as they lie there.
  private let order: [Int]?
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
      : nil
    stationary = order.map { kept.reordered($0) } ?? kept
    rounds = StationaryRound.rounds(of: stationary, multipliers: hardware.multipliers)
  }

  /// Whether a round has a part of a vector, and streams only that part's positions.
  var hasParts: Bool { rounds.contains { $0.isContinuation } }

  var streams: Int { options.dataflow == .leftStationary ? shape.n : shape.m }

  /// The whole percent of stationary elements that do not exist.
  var stationarySparsity: Int {
    sparsityPercent(elements: stationary.rows * stationary.columns, existing: stationary.values.count)
  }

  /// Which vector of the operand comes at a place.
  func vector(at place: Int) -> Int { order.map { $0[place] } ?? place }

  /// Where the output of a stationary vector, by its place in the order, and a streaming vector is stored.
  func outputIndex(stationary place: Int, streaming vector: Int) -> Int {
    switch options.dataflow {
    case .leftStationary: self.vector(at: place) * shape.n + vector
    case .rightStationary: vector * shape.n + self.vector(at: place)
    }
  }
}

/// The whole percent of elements that do not exist, rounded down as STONNE prints it.
func sparsityPercent(elements: Int, existing: Int) -> Int { 100 * (elements - existing) / elements }
