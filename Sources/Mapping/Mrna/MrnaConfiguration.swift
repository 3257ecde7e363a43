import Workload

/// One configuration of the array in mRNA's model: virtual neurons of one size, for so many control steps.
package struct MrnaConfiguration: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Multiplies; `channels` of the layer (of one group) at a time.
    case convolution(ConvolutionShape, channels: Int)
    /// Multiplies rows of a matrix with parts of the other.
    case product
    /// Adds partial sums that an earlier configuration left in the buffer.
    case partialSums
  }

  package var kind: Kind
  /// Multipliers of a virtual neuron.
  package var neuronSize: Int
  package var neurons: Int
  /// Input streams: control steps.
  package var inputStreams: UInt64
  package var filterStreams: Int
  package var cycles: UInt64
  /// Elements that are multiplied or added, in all steps.
  package var elements: Double

  /// What happens in the configuration.
  func events(multipliers: Int) -> MrnaEvents {
    var events = MrnaEvents()
    let reduction = TreeWalk(leaves: neuronSize)
    events.reductionLinks = wrapped32(reduction.edges &* neurons) &* inputStreams
    events.additions = wrapped32(reduction.additions &* neurons) &* inputStreams
    switch kind {
    case .convolution(let shape, let channels):
      let convolution = ConvolutionEvents(self, shape, channels: channels, multipliers: multipliers)
      shape.stride == 1 ? convolution.slide(&events) : convolution.jump(&events)
    case .product: addProduct(to: &events, multipliers: multipliers)
    case .partialSums:
      let levels = multipliers.trailingZeroBitCount
      let elements = UInt64(neuronSize) &* UInt64(neurons)
      events.distributionLinks = wrapped32(levels &* neuronSize &* neurons) &* inputStreams
      events.registers = wrapped32(neuronSize &* neurons) &* inputStreams
      events.inputReads = inputStreams &* elements
      events.outputWrites = inputStreams &* UInt64(neurons)
    }
    return events
  }

  /// Rows of the matrix stay, as weights do; the vector passes, as inputs do.
  private func addProduct(to events: inout MrnaEvents, multipliers: Int) {
    let elements = UInt64(neuronSize) &* UInt64(neurons)
    let steps = UInt64(filterStreams)
    let multicast = Multicast(to: neurons, multipliers: multipliers)
    events.distributionLinks =
      UInt64(multicast.edges) &* UInt64(neuronSize) &* inputStreams &+ UInt64(multicast.levels) &* elements
      &* steps
    events.registers = elements &* (inputStreams &+ steps)
    events.multiplications = elements &* steps
    events.inputReads = inputStreams &* UInt64(neuronSize)
    events.weightReads = steps &* elements
    events.outputWrites = UInt64(neurons) &* steps
  }
}

/// What one value takes through the distribution tree to each of several neurons.
private struct Multicast {
  /// Of the tree over all multipliers.
  let levels: Int
  /// Links that the value crosses.
  let edges: Int

  init(to neurons: Int, multipliers: Int) {
    levels = multipliers.trailingZeroBitCount
    let fanOut = TreeWalk(leaves: neurons)
    edges = Int(signed32((levels - fanOut.levels) &* neurons &+ fanOut.edges))
  }
}

/// A tree that joins `leaves` pairwise, level by level; an odd one out moves up as it is.
private struct TreeWalk {
  private(set) var edges = 0
  private(set) var additions = 0
  private(set) var levels = 0

  init(leaves: Int) {
    var nodes = leaves
    while nodes > 1 {
      edges += nodes
      additions += nodes / 2
      levels += 1
      nodes = (nodes + 1) / 2
    }
  }
}

/// The events of a convolution's configuration, by how its windows move.
private struct ConvolutionEvents {
  private let shape: ConvolutionShape
  private let channels: Int
  private let size: Int
  private let neurons: Int
  private let steps: UInt64
  private let filterSteps: UInt64
  private let multicast: Multicast

  init(_ configuration: MrnaConfiguration, _ shape: ConvolutionShape, channels: Int, multipliers: Int) {
    self.shape = shape
    self.channels = channels
    size = configuration.neuronSize
    neurons = configuration.neurons
    steps = configuration.inputStreams
    filterSteps = UInt64(configuration.filterStreams)
    multicast = Multicast(to: neurons, multipliers: multipliers)
  }

  private var elements: Int { size &* neurons }

  private func addCommon(_ events: inout MrnaEvents) {
    events.multiplications = wrapped32(elements) &* steps
    events.weightReads = wrapped32(elements) &* filterSteps
    events.outputWrites = UInt64(neurons) &* steps
    events.distributionLinks = filterSteps &* UInt64(multicast.levels) &* UInt64(neurons) &* UInt64(size)
  }

  /// Stride 1: after the first window of a row only a new column comes from the buffer, the rest moves from
  /// neighbour to neighbour. The distribution of that column costs nothing, as in STONNE.
  func slide(_ events: inout MrnaEvents) {
    addCommon(&events)
    let rows = shape.outputX
    let slides = steps &- UInt64(rows) &* filterSteps
    events.distributionLinks &+= wrapped32(multicast.edges &* rows) &* filterSteps &* UInt64(size)
    events.forwards = wrapped32(shape.r &* (shape.s - 1) &* neurons &* channels) &* slides
    events.registers =
      wrapped32(elements &* rows) &* filterSteps &+ wrapped32(neurons &* (size / shape.s)) &* slides
      &+ wrapped32(elements) &* steps
    events.inputReads = wrapped32(size &* rows) &* filterSteps &+ UInt64(size / shape.s) &* slides
  }

  /// Larger strides: every window comes whole from the buffer.
  func jump(_ events: inout MrnaEvents) {
    addCommon(&events)
    events.distributionLinks &+= wrapped32(multicast.edges &* size) &* steps
    events.registers = wrapped32(2 &* elements) &* steps
    events.inputReads = UInt64(elements) &* steps
  }
}
