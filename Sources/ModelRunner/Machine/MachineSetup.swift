import Hardware
import Lowering
import ModelGraph
import ReferenceOperators
import Tensors
import Workload

/// An accelerator with everything that decides how a node runs on it.
struct MachineSetup: Sendable {
  let hardware: HardwareConfiguration
  let options: AcceleratorOptions
  private let tiles: TileResolver

  init(_ hardware: HardwareConfiguration, _ options: AcceleratorOptions) {
    self.hardware = hardware
    self.options = options
    tiles = TileResolver(options, on: hardware)
  }

  /// - Parameters:
  ///   - constants: inputs of the node that are weights.
  ///   - hasTileFile: whether the node's tile comes from a file: such a tile may cut a filter that is
  ///     larger than the array, a mapper's never does.
  func placement(of node: Node, facts: InputFacts, constants: Set<Int>, hasTileFile: Bool) -> Placement {
    let lowering = LoweringOptions(
      optimize: options.optimizesStationaryOrder, filtersMayExceedArray: hasTileFile)
    return Placement(of: node, inputs: facts, constants: constants, on: hardware, options: lowering)
  }

  /// - Parameter fileName: the layer's name as file names bear it.
  func hasTileFile(_ fileName: String, index: Int) throws -> Bool {
    try options.tiles?.file(layerNamed: fileName, index: index) != nil
  }

  /// - Parameters:
  ///   - inputs: the node's values; the share of zeros in them decides MAGMA's tile.
  ///   - sparsity: that share, where there are no values.
  func tile(
    for lowered: LoweredNode, inputs: [Tensor?], sparsity: Double? = nil, fileName: String, index: Int
  ) throws -> TileResolver.Choice {
    let rows = options.mapper == .optimal ? lowered.sparseRows(inputs) : nil
    return try tiles.tile(
      for: lowered.layer, fileName: fileName, index: index,
      rows: rows ?? .sparsity(Float(sparsity ?? lowered.shareOfZerosForTile(inputs))))
  }
}

extension LoweredNode {
  /// Share of zeros in the operand that MAGMA compresses; no other machine's tiles depend on zeros.
  fileprivate func shareOfZerosForTile(_ inputs: [Tensor?]) -> Double {
    guard case .sparseDense = layer else { return 0 }
    let compressed = weight?.index ?? 0
    return compressed < inputs.count ? inputs[compressed]?.shareOfZeros ?? 0 : 0
  }
}
