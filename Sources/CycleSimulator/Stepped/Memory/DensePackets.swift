import Workload

/// The packets that each read port sends in a step, in order. There are three lists: they do not depend on where
/// in the loops the step is.
struct DensePackets {
  /// A packet: who receives it, and which element of the tile it carries.
  struct Entry: BitwiseCopyable {
    /// The number of its destination set.
    var set: Int
    var element: TileElement
  }

  /// By port.
  private(set) var weights: [[Entry]]
  private(set) var window: [[Entry]]
  /// The last column of the window: what a window that slides has not handed on already.
  private(set) var lastColumn: [[Entry]]
  private(set) var sets: DestinationSets
  private let plan: DensePlan

  /// - Parameters:
  ///   - ports: read ports of the memory.
  ///   - multipliers: of the array; each port has an equal share.
  init(_ plan: DensePlan, ports: Int, multipliers: Int) {
    self.plan = plan
    let none = Array(repeating: [Entry](), count: ports)
    weights = none
    window = none
    lastColumn = none
    sets = DestinationSets(leaves: multipliers / ports)
    weights = weightPackets(none)
    window = windowPackets(columns: 0..<plan.windowColumns, none)
    if plan.slides { lastColumn = windowPackets(columns: plan.windowColumns - 1..<plan.windowColumns, none) }
  }

  /// Each weight goes to all virtual neurons that compute with its filter.
  private mutating func weightPackets(_ none: [[Entry]]) -> [[Entry]] {
    let tile = plan.tile
    let dimensions = plan.weightDimensions
    var packets = none
    for g in 0..<tile.g {
      for k in 0..<tile.k {
        for c in 0..<tile.c {
          for r in 0..<tile.r {
            for s in 0..<tile.s {
              var destinations: [Int] = []
              for n in 0..<tile.n {
                for position in 0..<tile.x * tile.y {
                  destinations.append(first(n, g, k, position) + lane(r, s, c))
                }
              }
              let element = TileElement(coordinates: [g, k, r, s, c, 0, 0, 0], of: dimensions)
              append(element, destinations, &packets)
            }
          }
        }
      }
    }
    return packets
  }

  /// Each input of the window goes to all multipliers that need it: of every filter, and of overlapping windows.
  private mutating func windowPackets(columns: Range<Int>, _ none: [[Entry]]) -> [[Entry]] {
    let tile = plan.tile
    let dimensions = plan.inputDimensions
    var packets = none
    for x in 0..<plan.windowRows {
      for y in columns {
        for n in 0..<tile.n {
          for g in 0..<tile.g {
            for c in 0..<tile.c {
              let element = TileElement(coordinates: [n, g, x, y, c, 0, 0, 0], of: dimensions)
              append(element, receivers(n, g, x, y, c), &packets)
            }
          }
        }
      }
    }
    return packets
  }

  private func receivers(_ n: Int, _ g: Int, _ x: Int, _ y: Int, _ c: Int) -> [Int] {
    let tile = plan.tile
    let stride = plan.shape.stride
    var destinations: [Int] = []
    for k in 0..<tile.k {
      for i in 0..<tile.x where (i * stride..<i * stride + tile.r).contains(x) {
        for j in 0..<tile.y where (j * stride..<j * stride + tile.s).contains(y) {
          destinations.append(first(n, g, k, i * tile.y + j) + lane(x - i * stride, y - j * stride, c))
        }
      }
    }
    return destinations
  }

  /// The first multiplier of the virtual neuron that computes the given output of the tile.
  private func first(_ n: Int, _ g: Int, _ k: Int, _ position: Int) -> Int {
    let tile = plan.tile
    return (((n * tile.g + g) * tile.k + k) * tile.x * tile.y + position) * plan.neurons.size
  }

  /// The multiplier of a filter element inside its virtual neuron.
  private func lane(_ r: Int, _ s: Int, _ c: Int) -> Int {
    plan.neurons.forwarders + (c * plan.tile.r + r) * plan.tile.s + s
  }

  /// Adds the forwarder of each virtual neuron, where they have one, as a destination of its own.
  /// - Returns: its set, by virtual neuron.
  mutating func addForwarders() -> [Int] {
    guard plan.neurons.hasForwarder else { return [] }
    return (0..<plan.neurons.count).map { sets.add([$0 * plan.neurons.size]) }
  }

  private mutating func append(_ element: TileElement, _ destinations: [Int], _ packets: inout [[Entry]]) {
    for set in sets.addByPort(destinations) {
      packets[sets.ports[set]].append(Entry(set: set, element: element))
    }
  }
}
