import Hardware
import Sparsity
import Workload

/// A SparseGEMM's outputs as SIGMA computes them: the products of a virtual neuron added in the tree's order, and
/// what a vector's earlier rounds gave taken in as a product of its own.
struct StationaryProduct {
  private let plan: SparseGEMMPlan
  private let streamed: StreamedMatrix
  private let trees: VirtualNeuronTrees

  /// - Parameter trees: those of the machine.
  init(_ plan: SparseGEMMPlan, _ streamed: StreamedMatrix, _ trees: VirtualNeuronTrees) {
    self.plan = plan
    self.streamed = streamed
    self.trees = trees
  }

  /// Parts of the rounds, each of whole vectors and of about as many elements, to be computed apart.
  func parts(_ count: Int) -> [Range<Int>] {
    let share = plan.stationary.values.count / count + 1
    var parts: [Range<Int>] = []
    var start = 0
    for (index, round) in plan.rounds.enumerated() {
      let isLast = index + 1 == plan.rounds.count
      guard isLast || !plan.rounds[index + 1].isContinuation else { continue }
      let begun = plan.rounds[start].elements.lowerBound
      if isLast || round.elements.upperBound - begun >= share {
        parts.append(start..<index + 1)
        start = index + 1
      }
    }
    return parts
  }

  /// Computes the outputs of some rounds, which begin and end with whole vectors.
  /// - Parameter outputs: a row a vector of the operand, with an output a streaming vector.
  func compute(rounds: Range<Int>, outputs: UnsafeMutablePointer<Float>) {
    let sums = UnsafeMutablePointer<Float>.allocate(capacity: streamed.stride)
    let scratch = UnsafeMutablePointer<Float>.allocate(
      capacity: StreamedMatrix.scratchCount(lanes: plan.rounds[rounds].reduce(0) { max($0, $1.used) }))
    defer {
      sums.deallocate()
      scratch.deallocate()
    }
    var orders: [Range<Int>: AdditionOrder] = [:]
    plan.stationary.values.withUnsafeBufferPointer { values in
      plan.stationary.columnIndices.withUnsafeBufferPointer { indices in
        guard let values = values.baseAddress, let indices = indices.baseAddress else { return }
        for round in plan.rounds[rounds] {
          var first = 0
          for vector in round.vectors {
            let elements = round.elements(of: vector, in: plan.stationary)
            let multipliers = first..<first + round.firstMultiplier + elements.count
            let order = order(over: multipliers, &orders)
            first = multipliers.upperBound
            streamed.sums(
              of: elements, values, indices, lanes: multipliers.count, in: order,
              isContinuation: round.isContinuation, sums: sums, scratch: scratch)
            (outputs + plan.vector(at: vector) * streamed.vectors).update(from: sums, count: streamed.vectors)
          }
        }
      }
    }
  }

  /// - Parameter known: the orders that the caller has met, for which it need not ask again.
  private func order(over multipliers: Range<Int>, _ known: inout [Range<Int>: AdditionOrder]) -> AdditionOrder {
    if let order = known[multipliers] { return order }
    let order = trees.order(over: multipliers)
    known[multipliers] = order
    return order
  }
}
