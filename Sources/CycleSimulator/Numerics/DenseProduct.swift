import Workload

/// A dense layer's outputs as a linear array computes them: products of a virtual neuron added in the tree's order,
/// fold after fold; the sum so far is added to each fold's, or with a forwarder goes through the tree with it.
struct DenseProduct {
  private let plan: DensePlan
  /// By virtual neuron.
  private let orders: [AdditionOrder]
  private let taps: DenseTaps

  /// - Parameter orders: in which each virtual neuron adds, forwarder included.
  init(_ plan: DensePlan, orders: [AdditionOrder]) {
    self.plan = plan
    self.orders = orders
    taps = DenseTaps(plan)
  }

  /// The output, `[n][x'][y'][g][k]`.
  func outputs(_ operands: LayerOperands) -> [Float] {
    let shape = plan.shape
    let tile = plan.tile
    var outputs = Array(repeating: Float(0), count: shape.outputCount)
    var gathered = Array(repeating: Float(0), count: taps.count)
    var scratch: [Float] = []
    // Where a tap lies beyond the filter, its weight is 0.
    let weights = operands.right + [0]
    for g in 0..<shape.g {
      var streams: [[Int]: StreamedRows] = [:]
      for place in 0..<tile.n * tile.x * tile.y {
        let place = (n: place / tile.y / tile.x, x: place / tile.y % tile.x, y: place % tile.y)
        let parts = filters(group: g, place).map { order, filters in
          let streamed = streams[filters] ?? stream(filters, ofGroup: g, weights)
          streams[filters] = streamed
          return Part(order: order, filters: filters, weights: streamed)
        }
        for n in stride(from: place.n, to: shape.n, by: tile.n) {
          for x in stride(from: place.x, to: shape.outputX, by: tile.x) {
            for y in stride(from: place.y, to: shape.outputY, by: tile.y) {
              taps.gather((n, g, x, y), of: operands.left, into: &gathered)
              let base = ((n * shape.outputX + x) * shape.outputY + y) * shape.k + g * shape.filtersPerGroup
              for part in parts { add(part, gathered, &scratch, to: &outputs, at: base) }
            }
          }
        }
      }
    }
    return outputs
  }

  /// Filters that are added in the same order, with their weights.
  private struct Part {
    var order: AdditionOrder
    var filters: [Int]
    var weights: StreamedRows
  }

  /// The filters of a group by order of additions, for outputs at a place of the tile.
  private func filters(
    group: Int, _ place: (n: Int, x: Int, y: Int)
  ) -> [(order: AdditionOrder, filters: [Int])] {
    let tile = plan.tile
    let byOrder = Dictionary(grouping: 0..<plan.shape.filtersPerGroup) { filter in
      let channel = (place.n * tile.g + group % tile.g) * tile.k + filter % tile.k
      return orders[(channel * tile.x + place.x) * tile.y + place.y]
    }
    return byOrder.map { ($0.key, $0.value) }
  }

  private func stream(_ filters: [Int], ofGroup group: Int, _ weights: [Float]) -> StreamedRows {
    let size = taps.filterSize
    let first = group * plan.shape.filtersPerGroup
    return StreamedRows(rows: size + 1, columns: filters.count, of: weights) { tap, column in
      tap < size ? (first + filters[column]) * size + tap : weights.count - 1
    }
  }

  private func add(
    _ part: Part, _ gathered: [Float], _ scratch: inout [Float], to outputs: inout [Float], at base: Int
  ) {
    var sums = Array(repeating: Float(0), count: part.weights.stride)
    part.weights.multiply(
      (gathered[...], taps.positions[...]), lanes: plan.neurons.size, in: part.order,
      isContinuation: plan.neurons.hasForwarder, sums: &sums, scratch: &scratch)
    for (column, filter) in part.filters.enumerated() { outputs[base + filter] = sums[column] }
  }
}
