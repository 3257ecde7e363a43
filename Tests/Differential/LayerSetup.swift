import Hardware
import Tensors
import Workload

/// A random layer with a tile on a random machine; they need not go together.
struct LayerSetup {
  var layer: Layer
  var hardware: HardwareConfiguration
  var tile: Tile?

  init(_ kind: LayerTrial.Kind, using random: inout SplitMix64) {
    switch kind {
    case .convolution: self.init(convolutionUsing: &random)
    case .denseGEMM: self.init(denseGEMMUsing: &random)
    case .sparseGEMM: self.init(sparseGEMMUsing: &random)
    case .sparseDense: self.init(sparseDenseUsing: &random)
    case .mesh: self.init(meshUsing: &random)
    }
  }

  var isLegal: Bool {
    guard layer.fault == nil, HardwareLegality.violation(of: hardware) == nil else { return false }
    return tile.map { TileLegality.violation(of: $0, for: layer, on: hardware) == nil } ?? true
  }

  private init(convolutionUsing random: inout SplitMix64) {
    hardware = Self.linearArray(.maeriDense, using: &random)
    let scale = random.scale()
    let r = random.few(3)
    let s = random.few(5)
    let g = random.few(4)
    let stride = random.few(3)
    let channels = random.few(8)
    let filters = random.few(8)
    let shape = ConvolutionShape(
      r: r, s: s, c: g * channels, k: g * filters, g: g, n: random.few(3), x: r + random.upTo(7 * scale),
      y: s + random.upTo(7 * scale), stride: stride)
    layer = .convolution(shape)
    tile = Tile(
      r: random.partOf(r), s: random.partOf(s), c: random.partOf(channels), k: random.partOf(filters),
      g: random.partOf(g), n: random.partOf(shape.n), x: random.few(3), y: random.few(3))
  }

  private init(denseGEMMUsing random: inout SplitMix64) {
    hardware = Self.linearArray(.maeriDense, using: &random)
    let scale = random.scale()
    let shape = MatrixShape(m: random.few(12 * scale), n: random.few(24), k: random.few(70 * scale))
    layer = .denseGEMM(shape)
    tile = Tile(m: random.partOf(shape.m), n: random.partOf(shape.n), k: random.partOf(shape.k))
  }

  private init(sparseGEMMUsing random: inout SplitMix64) {
    hardware = Self.linearArray(.sigmaSparseGEMM, using: &random)
    let scale = random.scale()
    let (m, n, k) = (random.few(14 * scale), random.few(20), 2 + random.few(70 * scale))
    // What happens on a bus line repeats itself only where many vectors stream past few rounds.
    let isLong = Int.random(in: 0..<8, using: &random) == 0
    layer = .sparseGEMM(
      isLong ? MatrixShape(m: min(m, 14), n: 15 * n, k: min(k, 40)) : MatrixShape(m: m, n: n, k: k),
      SparseGEMMOptions(
        dataflow: Bool.random(using: &random) ? .leftStationary : .rightStationary,
        optimize: Bool.random(using: &random)))
    tile = nil
  }

  private init(sparseDenseUsing random: inout SplitMix64) {
    hardware = Self.linearArray(.magmaSparseDense, using: &random)
    let scale = random.scale()
    layer = .sparseDense(MatrixShape(m: random.few(14), n: random.few(20 * scale), k: random.few(70 * scale)))
    let lanes = hardware.reduceNetwork == .temporal ? 1 : random.few(hardware.multipliers)
    tile = Tile(m: 1, n: random.few(max(1, hardware.multipliers / lanes)), k: lanes)
  }

  private init(meshUsing random: inout SplitMix64) {
    let rows = random.few(12)
    let columns = random.few(12)
    let powers = sequence(first: 1) { $0 * 2 }.prefix { $0 <= rows + columns }
    let shares = powers.filter { (rows + columns).isMultiple(of: $0) }
    hardware = HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, multipliers: rows * columns, rows: rows,
      columns: columns, reduceNetwork: .temporal,
      distributionBandwidth: (rows + columns) / (shares.randomElement(using: &random) ?? 1),
      collectionBandwidth: random.few(40))
    let shape = MatrixShape(m: random.few(30), n: random.few(30), k: random.few(60 * random.scale()))
    layer = .denseGEMM(shape)
    tile = Tile(m: random.few(rows), n: random.few(columns), k: 1)
  }

  private static func linearArray(
    _ controller: HardwareConfiguration.Controller, using random: inout SplitMix64
  ) -> HardwareConfiguration {
    let levels = Int.random(in: 1...7, using: &random)
    return HardwareConfiguration(
      controller: controller, multipliers: 1 << levels,
      reduceNetwork: controller.reduceNetworks.randomElement(using: &random) ?? .augmentedTree,
      accumulationBuffer: controller == .sigmaSparseGEMM ? 0 : random.upTo(1),
      distributionBandwidth: 1 << random.upTo(levels), collectionBandwidth: 1 << random.upTo(levels))
  }
}

extension SplitMix64 {
  /// From 0 to the limit.
  fileprivate mutating func upTo(_ limit: Int) -> Int { Int.random(in: 0...limit, using: &self) }

  /// From 1 to the limit, small numbers more often.
  fileprivate mutating func few(_ limit: Int) -> Int {
    1 + min(upTo(limit - 1), upTo(limit - 1))
  }

  /// What an extent is larger by: mostly nothing, now and then enough for passes and windows that repeat.
  fileprivate mutating func scale() -> Int {
    [1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 8].randomElement(using: &self) ?? 1
  }

  /// The whole extent, or a part of it.
  fileprivate mutating func partOf(_ extent: Int) -> Int {
    Bool.random(using: &self) ? extent : few(extent)
  }
}
