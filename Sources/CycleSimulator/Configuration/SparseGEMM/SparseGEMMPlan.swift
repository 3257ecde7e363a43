import Hardware
import Sparsity
import Workload

/// A SparseGEMM from the machine's point of view (SIGMA): stationary vectors, which stay on the multipliers, and
/// streaming vectors, which pass by.
struct SparseGEMMPlan {
  let shape: MatrixShape
  let options: SparseGEMMOptions
  /// The stationary vectors in the order in which they come, and which vector of the operand each is.
  let stationary: CompressedVectors
  let order: [Int]
  let streaming: VectorBitmap
  let rounds: [StationaryRound]

  /// - Parameters:
  ///   - operands: A `[m][k]` and B `[k][n]`, with their zeros. K is 2 at least.
  init(
    _ shape: MatrixShape, _ options: SparseGEMMOptions, operands: LayerOperands, on hardware: HardwareConfiguration
  ) {
    self.shape = shape
    self.options = options
    let rows = VectorBitmap(rowsOf: operands.left, rows: shape.m, columns: shape.k)
    let columns = VectorBitmap(columnsOf: operands.right, rows: shape.k, columns: shape.n)
    let kept: VectorBitmap
    switch options.dataflow {
    case .leftStationary: (kept, streaming) = (rows, columns)
    case .rightStationary: (kept, streaming) = (columns, rows)
    }
    let order =
      options.optimize
      ? LargestFirstOrder.order(
        kept.ones.map { max($0, VectorBitmap.minimumOnes) }, capacity: hardware.multipliers)
      : Array(0..<kept.vectors)
    self.order = order
    stationary = CompressedVectors(kept, order: order) { vector, position in
      options.dataflow == .leftStationary
        ? operands.left[vector * shape.k + position] : operands.right[position * shape.n + vector]
    }
    rounds = StationaryRound.rounds(of: stationary, multipliers: hardware.multipliers)
  }

  /// Where the output of a stationary vector, by its place in the order, and a streaming vector is stored.
  func outputIndex(stationary place: Int, streaming vector: Int) -> Int {
    switch options.dataflow {
    case .leftStationary: order[place] * shape.n + vector
    case .rightStationary: vector * shape.n + order[place]
    }
  }
}
