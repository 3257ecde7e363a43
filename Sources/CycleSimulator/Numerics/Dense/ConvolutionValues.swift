/// Where the values of a convolution lie, of one image: at constant steps in memory that the caller keeps. Image and
/// filters may have any alignment.
package struct ConvolutionValues {
  /// Steps along the two spatial axes.
  package typealias Steps = (x: Int, y: Int)

  /// The image: `[channel][x][y]` at any steps, without its padding.
  package struct Image {
    package var values: UnsafePointer<Float>
    package var channels: Int
    package var extents: Steps
    /// Zeros in front of the first row and column.
    package var padding: Steps
    package var channelStep: Int
    package var steps: Steps

    package init(
      _ values: UnsafePointer<Float>, channels: Int, extents: Steps, padding: Steps, channelStep: Int, steps: Steps
    ) {
      self.values = values
      self.channels = channels
      self.extents = extents
      self.padding = padding
      self.channelStep = channelStep
      self.steps = steps
    }
  }

  /// The filters: `[filter][channel of a group][r][s]` at any steps.
  package struct Filters {
    package var values: UnsafePointer<Float>
    package var filterStep: Int
    package var channelStep: Int
    package var steps: Steps

    package init(_ values: UnsafePointer<Float>, filterStep: Int, channelStep: Int, steps: Steps) {
      self.values = values
      self.filterStep = filterStep
      self.channelStep = channelStep
      self.steps = steps
    }
  }

  /// The output: `[filter][x'][y']` at any steps.
  package struct Output {
    package var values: UnsafeMutablePointer<Float>
    package var filterStep: Int
    package var steps: Steps

    package init(_ values: UnsafeMutablePointer<Float>, filterStep: Int, steps: Steps) {
      self.values = values
      self.filterStep = filterStep
      self.steps = steps
    }
  }

  package var image: Image
  package var filters: Filters
  package var output: Output

  package init(image: Image, filters: Filters, output: Output) {
    self.image = image
    self.filters = filters
    self.output = output
  }
}
