/// The multiplier network of the mesh, with the accumulator behind each element.
struct Mesh: ~Copyable {
  private let rows: Int
  private let columns: Int
  private var elements: Bank<MeshElement>
  private var accumulators: Bank<Accumulator>

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    elements = Bank(count: rows * columns) { MeshElement() }
    accumulators = Bank(count: rows * columns) { Accumulator() }
  }

  /// Prepares every element for a tile of `extent` outputs, each the sum of `depth` products.
  mutating func configure(_ extent: MeshTiling.TileExtent, depth: Int) {
    for row in 0..<rows {
      for column in 0..<columns {
        let isUsed = row < extent.rows && column < extent.columns
        elements[row * columns + column].configure(
          virtualNeuron: isUsed ? row * extent.columns + column : 0,
          forwardsRight: isUsed && column + 1 < extent.columns, forwardsDown: isUsed && row + 1 < extent.rows)
        accumulators[row * columns + column].configure(folds: depth)
      }
    }
  }

  /// Puts a packet of the distribution network on the wire of its column top or row left.
  mutating func receive(_ packet: MeshDistribution.Packet) {
    if packet.destination < columns {
      elements[packet.destination].topWire = packet.value
    } else {
      elements[(packet.destination &- columns) &* columns].leftWire = packet.value
    }
  }

  mutating func cycleAccumulators(to bus: inout CollectionBus) {
    for index in 0..<accumulators.count {
      guard let output = accumulators[index].cycle() else { continue }
      let (input, line) = index.quotientAndRemainder(dividingBy: bus.lineCount)
      bus.send(output, line: line, input: input)
    }
  }

  /// The elements' cycle, from the last to the first, so that what one sends is received in the next cycle.
  mutating func cycleElements() {
    for index in stride(from: elements.count &- 1, through: 0, by: -1) {
      guard let outcome = elements[index].cycle() else { continue }
      let virtualNeuron = elements[index].virtualNeuron
      accumulators[index].wire.send(Psum(value: outcome.product, virtualNeuron: virtualNeuron))
      if let activation = outcome.right { elements[index &+ 1].leftWire = activation }
      if let weight = outcome.down { elements[index &+ columns].topWire = weight }
    }
  }

  var virtualNeurons: [Int] { elements.map { $0.virtualNeuron } }

  func multiplierStatistics() -> MultiplierStatistics {
    .mesh(elements.map { $0.statistics() }, columns: columns)
  }

  func reductionStatistics() -> ReductionStatistics {
    var statistics = ReductionStatistics()
    statistics.accumulators = accumulators.map { $0.statistics() }
    statistics.accumulatorWrites = accumulators.map { $0.wire.writes }
    return statistics
  }
}
