import Hardware
import Workload

/// A number of cycles that no run of a dense layer with a tile stays below.
package struct CycleBound {
  package let cycles: Int

  package init(_ layer: Layer, _ tile: Tile, on hardware: HardwareConfiguration) {
    switch layer {
    case .convolution(let shape): cycles = Self.onLinearArray(shape, tile, hardware)
    case .denseGEMM(let shape) where hardware.multiplierNetwork == .outputStationaryMesh:
      cycles = Self.onMesh(shape, tile)
    case .denseGEMM(let shape):
      // Rows of A come again for every tile of columns, B comes once.
      let reads = shape.m * shape.k * ((shape.n - 1) / tile.k + 1) + shape.k * shape.n
      let array = Self.onLinearArray(ConvolutionShape(matrix: shape), tile, hardware)
      cycles = max(array, reads / hardware.distributionBandwidth)
    case .sparseGEMM, .sparseDense: cycles = 0
    }
  }

  /// A multiplier multiplies once in a step, and the bus takes so many outputs a cycle.
  private static func onLinearArray(
    _ shape: ConvolutionShape, _ tile: Tile, _ hardware: HardwareConfiguration
  ) -> Int {
    let folding = Folding(of: shape, by: tile)
    let steps = folding.folds * folding.k * folding.g * folding.n * folding.x * folding.y
    return max(steps, shape.outputCount / hardware.collectionBandwidth)
  }

  /// An element of the mesh multiplies K times for an output.
  private static func onMesh(_ shape: MatrixShape, _ tile: Tile) -> Int {
    ((shape.m - 1) / tile.x + 1) * ((shape.n - 1) / tile.k + 1) * shape.k
  }
}
