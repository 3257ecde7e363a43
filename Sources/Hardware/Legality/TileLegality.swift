import Workload

/// Which tiles can run: for a layer, on a machine that is legal itself.
///
/// STONNE aborts, hangs, or loses values on everything that these rules refuse.
package struct TileLegality {
  private let tile: Tile
  private let layer: Layer
  private let hardware: HardwareConfiguration
  /// Non-zeros of the longest row of a SparseDense layer's left operand.
  private let longestRow: Int

  /// The first rule that `tile` breaks, `nil` if it is legal. SparseGEMM takes no tile: any is legal.
  /// - Parameter longestRow: of a SparseDense layer, the non-zeros of the left operand's longest row;
  ///   where it is not known, rows are taken to be full.
  package static func violation(
    of tile: Tile, for layer: Layer, on hardware: HardwareConfiguration, longestRow: Int? = nil
  ) -> TileViolation? {
    let legality: TileLegality
    let rules: [(TileLegality) -> TileViolation?]
    switch (layer, hardware.multiplierNetwork) {
    case (.sparseGEMM, _): return nil
    case (.sparseDense(let shape), _):
      legality = TileLegality(tile: tile, layer: layer, hardware: hardware, longestRow: longestRow ?? shape.k)
      rules = [\.sizes, \.multipliers, \.sparseRows]
    case (_, .linear):
      legality = TileLegality(tile: tile, layer: layer, hardware: hardware, longestRow: 0)
      rules = [\.sizes, \.multipliers, \.forwarders, \.singleMultiplierNeurons, \.temporal]
    case (_, .outputStationaryMesh):
      legality = TileLegality(tile: tile, layer: layer, hardware: hardware, longestRow: 0)
      rules = [\.sizes, \.multipliers, \.forwarders, \.meshOutputs, \.meshBus]
    }
    for rule in rules {
      if let violation = rule(legality) { return violation }
    }
    return nil
  }

  /// - Parameter place: the layer, and the tile's file where it came from one.
  /// - Throws: ``HardwareError/illegalTile(_:place:)``.
  package static func require(
    _ tile: Tile, for layer: Layer, on hardware: HardwareConfiguration, longestRow: Int? = nil, place: String
  ) throws(HardwareError) {
    if let violation = violation(of: tile, for: layer, on: hardware, longestRow: longestRow) {
      throw .illegalTile(violation, place: place)
    }
  }

  // MARK: - Every array

  private var sizes: TileViolation? {
    let sizes = [tile.r, tile.s, tile.c, tile.k, tile.g, tile.n, tile.x, tile.y]
    guard sizes.contains(where: { $0 < 1 }) else { return nil }
    return refusal("every size has to be 1 or more")
  }

  private var multipliers: TileViolation? {
    let limit = hardware.processingElements
    let needed = multiplierCount
    guard needed > limit else { return nil }
    let counted = needed == .max ? "more multipliers than a number can hold" : "\(needed) multipliers"
    return refusal("it takes \(counted) (the product of its sizes) where the array has \(limit)")
  }

  /// Saturates instead of overflowing: the sizes are whatever a file said.
  private var multiplierCount: Int {
    [tile.r, tile.s, tile.c, tile.k, tile.g, tile.n, tile.x, tile.y].reduce(1) { product, size in
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      return overflow ? .max : next
    }
  }

  /// Without an accumulation buffer each virtual neuron that folds needs a multiplier more, which
  /// forwards its partial sum.
  private var forwarders: TileViolation? {
    guard needsForwarder else { return nil }
    let needed = tile.multipliers + tile.virtualNeurons
    guard needed > hardware.multipliers else { return nil }
    return refusal(
      "\(folds) folds an output without an accumulation buffer need one multiplier more in each of its "
        + "\(tile.virtualNeurons) virtual neurons: \(needed) where ms_size is \(hardware.multipliers)",
      hint: "enable the accumulation buffer, or take a smaller tile")
  }

  // MARK: - Linear arrays

  /// Two neighbouring neurons of one multiplier leave the same adder: their partial sums would meet in
  /// one accumulator.
  private var singleMultiplierNeurons: TileViolation? {
    guard hardware.reduceNetwork != .temporal, !needsForwarder else { return nil }
    guard tile.virtualNeuronSize == 1, folds > 1, tile.virtualNeurons > 1 else { return nil }
    return refusal(
      "\(tile.virtualNeurons) virtual neurons of one multiplier with \(folds) folds an output share accumulators",
      hint: "give a virtual neuron 2 multipliers or more, or the tile one virtual neuron")
  }

  /// A temporal network adds over time only: it cannot join multipliers.
  private var temporal: TileViolation? {
    guard hardware.reduceNetwork == .temporal else { return nil }
    if tile.virtualNeuronSize > 1 {
      return refusal(
        "TEMPORALRN adds nothing up across multipliers, and a virtual neuron of this tile has "
          + "\(tile.virtualNeuronSize)",
        hint: "one multiplier a virtual neuron: T_R = T_S = T_C = 1, or T_K = 1 of a GEMM")
    }
    guard folds > 1, !hardware.hasAccumulationBuffer else { return nil }
    return refusal(
      "\(folds) folds an output on TEMPORALRN need its accumulation buffer",
      hint: "set ReduceNetwork.accumulation_buffer_enabled to 1")
  }

  // MARK: - Meshes

  private var meshOutputs: TileViolation? {
    let rows = min(tile.x, shape.outputX)
    let columns = min(tile.k, shape.k)
    guard rows > hardware.rows || columns > hardware.columns else { return nil }
    return refusal(
      "its outputs fill \(rows) rows and \(columns) columns (T_M and T_N, cut to the layer) of a mesh of "
        + "\(hardware.rows) x \(hardware.columns)")
  }

  /// An accumulator `a` needs input `a / rn_bw` of a bus line, and a line has `ms_size / rn_bw + 1`.
  private var meshBus: TileViolation? {
    let lastRow = min(tile.x, shape.outputX) - 1
    let lastColumn = min(tile.k, shape.k) - 1
    let last = lastRow * hardware.columns + lastColumn
    let bandwidth = hardware.collectionBandwidth
    let inputs = hardware.multipliers / bandwidth + 1
    guard last / bandwidth >= inputs else { return nil }
    return refusal(
      "it uses accumulator \(last), and \(bandwidth) bus lines of \(inputs) inputs each reach only "
        + "\(bandwidth * inputs) accumulators (ms_size = \(hardware.multipliers) sizes the bus of a mesh)",
      hint: "set MSNetwork.ms_size to \(hardware.rows * hardware.columns)")
  }

  // MARK: - SparseDense

  private var sparseRows: TileViolation? {
    let folds = (longestRow + tile.s - 1) / tile.s
    switch hardware.reduceNetwork {
    case .temporal where tile.s > 1:
      return refusal("TEMPORALRN adds nothing up across multipliers: T_K has to be 1, not \(tile.s)")
    case .augmentedTree where folds > 1 && !hardware.hasAccumulationBuffer:
      return refusal(
        "a row of up to \(longestRow) non-zeros takes \(folds) folds of T_K = \(tile.s), which need an "
          + "accumulation buffer",
        hint: "set ReduceNetwork.accumulation_buffer_enabled to 1")
    case .augmentedTree where folds > 1 && tile.s == 1 && tile.k > 1:
      return refusal(
        "\(tile.k) clusters of one multiplier with \(folds) folds a row share accumulators",
        hint: "take T_K = 2 or more, or T_N = 1")
    default: return nil
    }
  }

  // MARK: - Terms

  private var shape: ConvolutionShape {
    switch layer {
    case .convolution(let shape): shape
    case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape):
      ConvolutionShape(matrix: shape)
    }
  }

  /// Partial sums of an output.
  private var folds: Int { Folding(of: shape, by: tile).folds }

  private var needsForwarder: Bool {
    folds > 1 && !hardware.hasAccumulationBuffer && hardware.reduceNetwork != .foldingTree
      && !(hardware.reduceNetwork == .temporal && hardware.multiplierNetwork == .linear)
  }

  private func refusal(_ reason: String, hint: String? = nil) -> TileViolation {
    TileViolation(what: "tile <\(tile.text(for: layer))>", reason: reason, hint: hint)
  }
}

extension Tile {
  /// Multipliers that the tile occupies, without forwarders.
  fileprivate var multipliers: Int { virtualNeuronSize * virtualNeurons }
}
