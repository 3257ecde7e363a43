import Hardware
import Workload

/// Everything about a dense layer on a linear array that does not change while it runs.
package struct DensePlan: Hashable, Sendable {
  package let shape: ConvolutionShape
  package let tile: Tile
  package let folding: Folding
  package let neurons: VirtualNeurons
  /// Whether activations are handed on from multiplier to multiplier as the window slides.
  package let slides: Bool

  /// - Precondition: layer and tile are legal on `hardware`.
  package init(_ shape: ConvolutionShape, tile: Tile, on hardware: HardwareConfiguration) {
    self.shape = shape
    self.tile = tile
    folding = Folding(of: shape, by: tile)
    neurons = VirtualNeurons(tile: tile, folding: folding, on: hardware)
    slides = tile.y == 1 && tile.s > 1 && shape.stride == 1 && shape.s % tile.s == 0
  }

  // MARK: - The window of inputs that a step sends

  /// Input rows and columns that the tile's outputs reach.
  package var windowRows: Int { tile.r + (tile.x - 1) * shape.stride }
  package var windowColumns: Int { tile.s + (tile.y - 1) * shape.stride }

  // MARK: - Loops

  /// Steps that send the activations of one pass: all windows of the output plane, each in all folds.
  package var inputStepsPerPass: Int { folding.x * folding.y * folding.folds }

  /// Partial sums of an output that come back to the memory.
  package var retiredPerOutput: Int { neurons.hasForwarder ? neurons.folds : 1 }

  /// Passes: tiles of filters, groups and batch elements.
  package var passes: Int { folding.n * folding.g * folding.k }
  package var stepsPerPass: Int { folding.folds + inputStepsPerPass }
  package var retiredPerPass: Int { folding.x * folding.y * retiredPerOutput * neurons.count }
  /// Partial sums that come back in all.
  package var retired: Int { passes * retiredPerPass }

  /// Filters whose outputs have to be complete before a pass may begin: those of the passes before.
  func filtersNeeded(_ pass: DensePass) -> Int {
    pass.g * tile.g * shape.filtersPerGroup + pass.k * tile.k * tile.g
  }

  /// Partial sums of a channel of outputs: what the memory waits for before it goes on to the next filters.
  package var retiredPerFilter: Int { shape.outputX * shape.outputY * retiredPerOutput }

  // MARK: - Tensors

  /// The input by batch, group, row, column and channel.
  var inputDimensions: TileDimensions {
    TileDimensions(
      extents: [shape.n, shape.g, shape.x, shape.y, shape.channelsPerGroup],
      strides: [shape.x * shape.y * shape.c, shape.channelsPerGroup, shape.y * shape.c, shape.c, 1])
  }

  /// The weights by group, filter, row, column and channel.
  var weightDimensions: TileDimensions {
    let channels = shape.channelsPerGroup
    let filter = shape.r * shape.s * channels
    return TileDimensions(
      extents: [shape.g, shape.filtersPerGroup, shape.r, shape.s, channels],
      strides: [shape.filtersPerGroup * filter, filter, shape.s * channels, channels, 1])
  }

  package var outputStrides: (n: Int, x: Int, y: Int, g: Int) {
    (shape.outputX * shape.outputY * shape.k, shape.outputY * shape.k, shape.k, shape.filtersPerGroup)
  }
}
