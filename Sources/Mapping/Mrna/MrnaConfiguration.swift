import Workload

/// One configuration of the array in mRNA's model: virtual neurons of one size, for so many control steps.
package struct MrnaConfiguration: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Multiplies; `channels` of the layer at a time.
    case convolution(channels: Int)
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

  /// What happens in the configuration.
  func events(of shape: ConvolutionShape, multipliers: Int) -> MrnaEvents {
    var events = MrnaEvents()
    let reduction = TreeWalk(leaves: neuronSize)
    events.reductionLinks = wrapped32(reduction.edges &* neurons) &* inputStreams
    events.additions = wrapped32(reduction.additions &* neurons) &* inputStreams
    switch kind {
    case .convolution(let channels):
      let convolution = ConvolutionEvents(self, shape, channels: channels, multipliers: multipliers)
      shape.stride == 1 ? convolution.slide(&events) : convolution.jump(&events)
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
  private let levels: Int
  private let steps: UInt64
  private let filterSteps: UInt64
  /// Links that one value crosses to reach every neuron.
  private let multicast: Int

  init(_ configuration: MrnaConfiguration, _ shape: ConvolutionShape, channels: Int, multipliers: Int) {
    self.shape = shape
    self.channels = channels
    size = configuration.neuronSize
    neurons = configuration.neurons
    levels = multipliers.trailingZeroBitCount
    steps = configuration.inputStreams
    filterSteps = UInt64(configuration.filterStreams)
    let fanOut = TreeWalk(leaves: neurons)
    multicast = Int(signed32((levels - fanOut.levels) &* neurons &+ fanOut.edges))
  }

  private var elements: Int { size &* neurons }

  private func addCommon(_ events: inout MrnaEvents) {
    events.multiplications = wrapped32(elements) &* steps
    events.weightReads = wrapped32(elements) &* filterSteps
    events.outputWrites = UInt64(neurons) &* steps
    events.distributionLinks = filterSteps &* UInt64(levels) &* UInt64(neurons) &* UInt64(size)
  }

  /// Stride 1: after the first window of a row only a new column comes from the buffer, the rest moves from
  /// neighbour to neighbour. The distribution of that column costs nothing, as in STONNE.
  func slide(_ events: inout MrnaEvents) {
    addCommon(&events)
    let rows = shape.outputX
    let slides = steps &- UInt64(rows) &* filterSteps
    events.distributionLinks &+= wrapped32(multicast &* rows) &* filterSteps &* UInt64(size)
    events.forwards = wrapped32(shape.r &* (shape.s - 1) &* neurons &* channels) &* slides
    events.registers =
      wrapped32(elements &* rows) &* filterSteps &+ wrapped32(neurons &* (size / shape.s)) &* slides
      &+ wrapped32(elements) &* steps
    events.inputReads = wrapped32(size &* rows) &* filterSteps &+ UInt64(size / shape.s) &* slides
  }

  /// Larger strides: every window comes whole from the buffer.
  func jump(_ events: inout MrnaEvents) {
    addCommon(&events)
    events.distributionLinks &+= wrapped32(multicast &* size) &* steps
    events.registers = wrapped32(2 &* elements) &* steps
    events.inputReads = UInt64(elements) &* steps
  }
}
