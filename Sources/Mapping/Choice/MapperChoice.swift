import Hardware
import Workload

/// Chooses tiles on one machine: the door to the mappers.
package struct MapperChoice: Sendable {
  private let hardware: HardwareConfiguration
  private let optimal: OptimalMapper
  private let table: EnergyTable
  private let memory: SearchMemory
  private let asksGeneratorsForMesh: Bool

  /// - Parameters:
  ///   - hardware: a machine that ``HardwareLegality`` passes.
  ///   - table: what energy is counted with where the best tile is searched for.
  ///   - memory: of searches that need not be made again.
  ///   - asksGeneratorsForMesh: whether a mesh gets the tile of a generator where it can run that, as on STONNE's
  ///     command line; the generators take it for a line of `ms_size` multipliers.
  package init(
    on hardware: HardwareConfiguration, table: EnergyTable = .standard, memory: SearchMemory = SearchMemory(),
    asksGeneratorsForMesh: Bool = false
  ) {
    self.asksGeneratorsForMesh = asksGeneratorsForMesh
    self.hardware = hardware
    self.table = table
    self.memory = memory
    optimal = OptimalMapper(on: hardware, table: table)
  }

  /// A tile that can run the layer on the machine.
  ///
  /// The generator's own choice where that is legal, else its best candidate that is, else the largest legal
  /// part of its choice. A mesh has one rule: T_M = rows, T_N = columns, T_K = 1, cut to the layer.
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
  /// - Parameters:
  ///   - rows: of a SparseDense layer's left operand.
  ///   - wanted: how many of the best tiles a search is to find.
  package func tile(
    for layer: Layer, mapper: MapperName, target: TileTarget = .performance, rows: SparseRows = .sparsity(0),
    wanted: Int = 1, limits: SearchLimits = SearchLimits()
  ) throws(MappingError) -> TileChoice? {
    let choice = try heuristic(layer, mapper, target, rows)
    guard mapper == .optimal, let choice else { return choice }
    guard
      let search = search(
        for: layer, target: target, known: [choice.tile], rows: rows, wanted: wanted, limits: limits),
      let best = search.candidates.first
    else { return choice }
    return TileChoice(best.tile, by: .optimal, of: search.candidates, proof: search.proof)
  }

  /// Looks for the best tile; it is no worse than what any other mapper chooses. See ``OptimalMapper``.
  /// - Parameter known: tiles that it has to be no worse than, besides.
  package func search(
    for layer: Layer, target: TileTarget = .performance, known: [Tile] = [], rows: SparseRows = .sparsity(0),
    wanted: Int = 1, limits: SearchLimits = SearchLimits()
  ) -> TileSearch? {
    let key = SearchKey(layer, on: hardware, target: target, rows: rows, table: table).text
    let remembered = memory.search(key, wanted: wanted) { optimal.confirms($0, for: layer, rows: rows) }
    if let remembered { return remembered }
    let heuristics = [MapperName.stonne, .mrna].compactMap { try? heuristic(layer, $0, target, rows)?.tile }
    let search = optimal.search(
      for: layer, target: target, known: known + heuristics, rows: rows, wanted: wanted, limits: limits)
    if let search { memory.keep(search, key, wanted: wanted) }
    return search
  }

  /// What STONNE's mappers choose; without searching.
  private func heuristic(
    _ layer: Layer, _ mapper: MapperName, _ target: TileTarget, _ rows: SparseRows
  ) throws(MappingError) -> TileChoice? {
    var generator = TileGenerator.auto
    if mapper == .mrna, case .convolution = layer { generator = .mrna }
    if mapper == .mrna, case .denseGEMM = layer { generator = .mrna }
    return try tile(
      for: layer, by: generator, target: target, sparsity: rows.sparsity(in: layer),
      longestRow: rows.longest
    )
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
    guard hardware.multiplierNetwork == .outputStationaryMesh else { return try generated(for: shape, generator) }
    if asksGeneratorsForMesh {
      let own = try generated(for: shape, generator)
      if TileLegality.violation(of: own.tile, for: .denseGEMM(shape), on: hardware) == nil { return own }
    }
    let tile = Tile(m: min(hardware.rows, shape.m), n: min(hardware.columns, shape.n), k: 1)
    return TileChoice(tile, by: .mesh, of: [TileCandidate(tile, .rule)], isFallback: asksGeneratorsForMesh)
  }

  private func generated(for shape: MatrixShape, _ generator: TileGenerator) throws(MappingError) -> TileChoice {
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
