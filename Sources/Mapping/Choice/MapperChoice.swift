import Hardware
import Workload

/// Chooses tiles on one machine: the door to the mappers.
package struct MapperChoice: Sendable {
  private let hardware: HardwareConfiguration

  /// - Parameter hardware: a machine that ``HardwareLegality`` passes.
  package init(on hardware: HardwareConfiguration) { self.hardware = hardware }

  /// A tile that can run the layer on the machine.
  ///
  /// The generator's own choice where that is legal, else its best candidate that is, else the largest legal
  /// part of its choice. A mesh has one rule and no generator: T_M = rows, T_N = columns, T_K = 1,
  /// cut to the layer.
  /// - Parameters:
  ///   - sparsity: share of zeros in a SparseDense layer's left operand.
  ///   - longestRow: non-zeros of that operand's longest row, where known.
  /// - Returns: `nil` for a SparseGEMM, which needs no tile.
  package func tile(
    for layer: Layer, by generator: TileGenerator = .auto, target: TileTarget = .performance,
    sparsity: Float = 0, longestRow: Int? = nil
  ) throws(MappingError) -> TileChoice? {
    guard layer.isCountable else { throw .extents(operation: layer.operation) }
    let wanted: TileChoice
    switch layer {
    case .sparseGEMM: return nil
    case .convolution(let shape): wanted = try choice(for: shape, generator, target)
    case .denseGEMM(let shape): wanted = try choice(for: shape, generator)
    case .sparseDense(let shape): wanted = try choice(forSparse: shape, generator, sparsity)
    }
    return try legal(wanted, for: layer, longestRow)
  }

  /// A tile that can run the layer on the machine, by a mapper of `--mapper`. See
  /// ``tile(for:by:target:sparsity:longestRow:)``.
  package func tile(
    for layer: Layer, mapper: MapperName, target: TileTarget = .performance, sparsity: Float = 0,
    longestRow: Int? = nil
  ) throws(MappingError) -> TileChoice? {
    var generator = TileGenerator.auto
    if mapper == .mrna, case .convolution = layer { generator = .mrna }
    if mapper == .mrna, case .denseGEMM = layer { generator = .mrna }
    let choice = try tile(
      for: layer, by: generator, target: target, sparsity: sparsity, longestRow: longestRow)
    guard mapper == .optimal, let choice else { return choice }
    let candidates = OptimalMapper(on: hardware).candidates(
      for: layer, target: target, known: [choice.tile], sparsity: sparsity, longestRow: longestRow)
    return candidates.first.map { TileChoice($0.tile, by: .optimal, of: candidates) } ?? choice
  }

  // MARK: - By operation

  private func choice(
    for shape: ConvolutionShape, _ generator: TileGenerator, _ target: TileTarget
  ) throws(MappingError) -> TileChoice {
    guard generator != .stonneMapper else { throw refusal(of: generator, "CONV", [.auto, .mrna]) }
    let candidates = mrna.candidates(for: shape, target: target)
    guard let best = candidates.first else {
      throw .filterExceedsArray(r: shape.r, s: shape.s, multipliers: hardware.multipliers)
    }
    return TileChoice(best.tile, by: .mrna, of: candidates)
  }

  private func choice(for shape: MatrixShape, _ generator: TileGenerator) throws(MappingError) -> TileChoice {
    if hardware.multiplierNetwork == .outputStationaryMesh {
      let tile = Tile(m: min(hardware.rows, shape.m), n: min(hardware.columns, shape.n), k: 1)
      return TileChoice(tile, by: .mesh, of: [TileCandidate(tile, .rule)])
    }
    if generator == .mrna {
      let candidate = mrna.best(for: shape)
      return TileChoice(candidate.tile, by: .mrna, of: [candidate])
    }
    let ranking = StonneMapper(multipliers: hardware.multipliers).ranking(for: shape)
    guard let best = ranking.first else { throw .extents(operation: "DenseGEMM") }
    return TileChoice(best.tile, by: .stonneMapper, of: ranking)
  }

  private func choice(
    forSparse shape: MatrixShape, _ generator: TileGenerator, _ sparsity: Float
  ) throws(MappingError) -> TileChoice {
    guard generator != .mrna else { throw refusal(of: generator, "SparseDense", [.auto, .stonneMapper]) }
    let candidate = StonneMapper(multipliers: hardware.multipliers).best(forSparse: shape, sparsity: sparsity)
    return TileChoice(candidate.tile, by: .stonneMapper, of: [candidate])
  }

  private func refusal(
    of generator: TileGenerator, _ operation: String, _ accepted: [TileGenerator]
  ) -> MappingError {
    .generatorLacksOperation(generator, operation: operation, accepted: accepted)
  }

  private var mrna: MrnaMapper {
    MrnaMapper(multipliers: hardware.multipliers, bandwidth: hardware.distributionBandwidth)
  }

  // MARK: - Legality

  private func legal(_ choice: TileChoice, for layer: Layer, _ longestRow: Int?) throws(MappingError) -> TileChoice
  {
    func isLegal(_ tile: Tile) -> Bool {
      TileLegality.violation(of: tile, for: layer, on: hardware, longestRow: longestRow) == nil
    }
    if isLegal(choice.tile) { return choice }
    let other = choice.candidates.first { isLegal($0.tile) }?.tile ?? choice.tile.parts.first(where: isLegal)
    if let other { return TileChoice(other, by: choice.method, of: choice.candidates, isFallback: true) }
    let smallest = Tile()
    guard let violation = TileLegality.violation(of: smallest, for: layer, on: hardware, longestRow: longestRow)
    else {
      return TileChoice(smallest, by: choice.method, of: choice.candidates, isFallback: true)
    }
    throw .noLegalTile(operation: layer.operation, violation)
  }
}
