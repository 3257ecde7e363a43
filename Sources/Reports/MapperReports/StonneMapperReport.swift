import Hardware
import Mapping
import Workload

/// The report of STONNE's own mapper: its choice, then every tile that it kept, in its order.
struct StonneMapperReport {
  private var lines: [String]

  init(_ shape: MatrixShape, on hardware: HardwareConfiguration) {
    let mapper = StonneMapper(multipliers: hardware.multipliers)
    let kept = mapper.candidates(for: shape)
    lines = Self.header("DenseGEMM/FC", shape, hardware)
    append(best: mapper.best(for: shape), of: kept) { $0.matrixText }
  }

  init(sparse shape: MatrixShape, sparsity: Float, on hardware: HardwareConfiguration) {
    let mapper = StonneMapper(multipliers: hardware.multipliers)
    let best = mapper.best(forSparse: shape, sparsity: sparsity)
    lines = Self.header("SparseDense", shape, hardware)
    // The sparsity that the formula takes, not the layer's.
    lines.append(" - Sparsity: \(NumberText.general(Double(mapper.countedSparsity(sparsity, of: shape))))")
    append(best: best, of: [best]) { $0.clusterText }
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  private static func header(
    _ layerType: String, _ shape: MatrixShape, _ hardware: HardwareConfiguration
  ) -> [String] {
    [
      "### StonneMapper results", "# Parameters:", " - Layer Type: \(layerType)",
      " - num_ms: \(hardware.multipliers)", " - dn_bw: \(hardware.distributionBandwidth)",
      " - rn_bw: \(hardware.collectionBandwidth)", " - M: \(shape.m)", " - N: \(shape.n)", " - K: \(shape.k)",
    ]
  }

  private mutating func append(
    best: TileCandidate?, of kept: [TileCandidate], _ tileText: (Tile) -> String
  ) {
    lines += ["# Statistics:", " - Total number of tiles analyzed: \(kept.count)"]
    if let best {
      lines += ["# Best tile generated: ", " - <\(tileText(best.tile))>"] + scores(best)
    }
    for (index, candidate) in kept.enumerated() {
      lines += [
        String(repeating: "=", count: 51), "# [\(index + 1)]", " - Tile: <\(tileText(candidate.tile))>",
      ]
      lines += scores(candidate)
    }
  }

  private func scores(_ candidate: TileCandidate) -> [String] {
    guard case .heuristic(let utilization, let edges, let value) = candidate.judgement else { return [] }
    return [
      " - MS utilization: \(NumberText.general(Double(utilization)))",
      " - Edge utilization: \(NumberText.general(Double(edges)))",
      " - Heuristic value: \(NumberText.general(Double(value)))",
    ]
  }
}
