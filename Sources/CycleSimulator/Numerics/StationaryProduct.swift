import Hardware
import Workload

/// A SparseGEMM's outputs as SIGMA computes them: the products of a virtual neuron added in the tree's order, and
/// what a vector's earlier rounds gave taken in as a product of its own.
struct StationaryProduct {
  private let plan: SparseGEMMPlan
  private let hardware: HardwareConfiguration

  init(_ plan: SparseGEMMPlan, on hardware: HardwareConfiguration) {
    self.plan = plan
    self.hardware = hardware
  }

  /// - Parameter operands: A `[m][k]` and B `[k][n]`.
  /// - Returns: `[m][n]`.
  func outputs(_ operands: LayerOperands) -> [Float] {
    let shape = plan.shape
    let streamed =
      switch plan.options.dataflow {
      case .leftStationary:
        StreamedRows(rows: shape.k, columns: shape.n, of: operands.right) { $0 * shape.n + $1 }
      case .rightStationary:
        StreamedRows(rows: shape.k, columns: shape.m, of: operands.left) { $1 * shape.k + $0 }
      }
    let wiring = BusWiring(of: hardware)
    var outputs = Array(repeating: Float(0), count: shape.m * shape.n)
    var sums = Array(repeating: Float(0), count: streamed.stride)
    var scratch: [Float] = []
    var orders: [[Int]: [AdditionOrder]] = [:]
    for round in plan.rounds {
      let ofRound =
        orders[round.sizes]
        ?? ReductionPlan(virtualNeurons: round.sizes, on: hardware, wiring: wiring).additionOrders()
      orders[round.sizes] = ofRound
      var first = round.elements.lowerBound
      for (neuron, order) in ofRound.enumerated() {
        let lanes = round.sizes[neuron]
        let elements = first..<first + lanes - round.firstMultiplier
        first = elements.upperBound
        streamed.multiply(
          (plan.stationary.values[elements], plan.stationary.positions[elements]), lanes: lanes, in: order,
          isContinuation: round.isContinuation, sums: &sums, scratch: &scratch)
        let vector = round.firstVector + neuron
        for stream in 0..<streamed.columns {
          outputs[plan.outputIndex(stationary: vector, streaming: stream)] = sums[stream]
        }
      }
    }
    return outputs
  }
}
