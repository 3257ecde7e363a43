import Workload

extension MrnaMapper {
  /// mRNA's estimate of its one mapping of a GEMM: M rows of K elements, each multiplied with one vector. It
  /// leaves N out.
  package func mapping(for shape: MatrixShape) -> MrnaMapping {
    let configurations = shape.k <= multipliers ? wholeRows(shape) : partsOfRows(shape)
    return MrnaMapping(
      tile: best(for: shape).tile, configurations: configurations,
      cycles: configurations.reduce(0) { $0 &+ $1.cycles },
      events: configurations.map { $0.events(multipliers: multipliers) })
  }

  private func wholeRows(_ shape: MatrixShape) -> [MrnaConfiguration] {
    let rows = min(multipliers / shape.k, shape.m)
    let steps = ceilingQuotient(shape.m, rows)
    return [
      MrnaConfiguration(
        kind: .product, neuronSize: shape.k, neurons: rows, inputStreams: 1, filterStreams: steps,
        cycles: UInt64(transfers(shape.k) + transfers(rows * shape.k) * steps), elements: elements(of: shape))
    ]
  }

  /// The whole array works on a part of a row; then the parts are added up.
  private func partsOfRows(_ shape: MatrixShape) -> [MrnaConfiguration] {
    let parts = ceilingQuotient(shape.k, multipliers)
    let multiply = MrnaConfiguration(
      kind: .product, neuronSize: multipliers, neurons: 1, inputStreams: UInt64(parts),
      filterStreams: shape.m * parts, cycles: UInt64(transfers(multipliers) * (parts + shape.m * parts)),
      elements: elements(of: shape))
    return [multiply] + additions(of: parts, rows: shape.m)
  }

  /// The whole array adds parts of one row's sum as long as they exceed it, then as many rows at a time as fit.
  private func additions(of parts: Int, rows: Int) -> [MrnaConfiguration] {
    let exceeds = parts > multipliers
    let neurons = exceeds ? 1 : min(multipliers / parts, rows)
    let size = exceeds ? multipliers : parts
    let rest = ceilingQuotient(parts, size)
    let steps = ceilingQuotient(rows, neurons) * rest
    let add = MrnaConfiguration(
      kind: .partialSums, neuronSize: size, neurons: neurons, inputStreams: UInt64(steps), filterStreams: 0,
      cycles: UInt64(steps * transfers(neurons * size)), elements: Double(rows) * Double(parts))
    return exceeds ? [add] + additions(of: rest, rows: rows) : [add]
  }

  private func elements(of shape: MatrixShape) -> Double { Double(shape.m) * Double(shape.k) }

  /// Cycles in which the distribution network delivers so many elements.
  private func transfers(_ elements: Int) -> Int { ceilingQuotient(elements, bandwidth) }
}
