/// What the read ports of the dense memory send in a step, for one tile after another: how many packets each, and
/// which place a multiplier's packet has among those of its port.
///
/// Multipliers behind a port share a packet where they need the same element. Which ones do is counted node by node
/// of the port's tree, so that the traffic of its switches is known as well.
struct PortTraffic: ~Copyable {
  /// The packets of one kind of step.
  struct Packets: ~Copyable {
    /// By port.
    fileprivate(set) var loads: [Int32]
    /// By multiplier: its packet's place among those of its port; meaningless where it gets none.
    fileprivate(set) var places: [Int32]
    /// Packets that pass a switch, and that are written to a wire, each counted everywhere.
    fileprivate(set) var routings = 0
    fileprivate(set) var wireWrites = 0

    fileprivate init(ports: Int, multipliers: Int) {
      loads = Array(repeating: 0, count: ports)
      places = Array(repeating: 0, count: multipliers)
    }
  }

  /// Multipliers behind each port.
  let leaves: Int
  /// Ports with a multiplier in use.
  private(set) var ports = 0
  private(set) var weights: Packets
  private(set) var window: Packets
  /// Of a window that slides.
  private(set) var lastColumn: Packets
  private var keys: [Int32]
  private var merged: [Int32]
  private var counts: [Int32]

  init(ports: Int, multipliers: Int) {
    leaves = multipliers / ports
    weights = Packets(ports: ports, multipliers: multipliers)
    window = Packets(ports: ports, multipliers: multipliers)
    lastColumn = Packets(ports: ports, multipliers: multipliers)
    keys = Array(repeating: 0, count: multipliers)
    merged = Array(repeating: 0, count: leaves)
    counts = Array(repeating: 0, count: leaves)
  }

  /// Counts the packets of a plan whose tile fits on the array.
  mutating func measure(_ plan: DensePlan) {
    ports = (plan.neurons.multipliers - 1) / leaves + 1
    let lanes = plan.tile.virtualNeuronSize
    let tile = plan.tile
    fillKeys(plan) { position, lane in
      Int32(truncatingIfNeeded: (position.g * tile.k + position.k) * lanes + lane.index)
    }
    Self.count(&weights, keys: &keys, merged: &merged, counts: &counts, leaves: leaves, ports: ports)

    let stride = plan.shape.stride
    let columns = plan.windowColumns
    fillKeys(plan) { position, lane in
      let place = (position.x * stride + lane.r) * columns + position.y * stride + lane.s
      return Int32(truncatingIfNeeded: ((place * tile.n + position.n) * tile.g + position.g) * tile.c + lane.c)
    }
    Self.count(&window, keys: &keys, merged: &merged, counts: &counts, leaves: leaves, ports: ports)

    guard plan.slides else { return }
    fillKeys(plan) { position, lane in
      guard lane.s == tile.s - 1 else { return Self.none }
      let place = position.x * stride + lane.r
      return Int32(truncatingIfNeeded: ((place * tile.n + position.n) * tile.g + position.g) * tile.c + lane.c)
    }
    Self.count(&lastColumn, keys: &keys, merged: &merged, counts: &counts, leaves: leaves, ports: ports)
  }

  /// Partial sums that a port sends back to forwarders in a pass.
  func psums(_ port: Int, _ plan: DensePlan) -> Int {
    guard plan.neurons.hasForwarder else { return 0 }
    // Forwarders are the first multipliers of their neurons.
    func forwarders(before multiplier: Int) -> Int { (multiplier + plan.neurons.size - 1) / plan.neurons.size }
    let last = min((port + 1) * leaves, plan.neurons.multipliers)
    let behind = forwarders(before: last) - forwarders(before: port * leaves)
    return behind * plan.psumsPerPass / plan.neurons.count
  }

  // MARK: - Keys

  /// The output of a tile that a virtual neuron computes.
  private struct Position: BitwiseCopyable {
    var n = 0
    var g = 0
    var k = 0
    var x = 0
    var y = 0
  }

  /// The filter element that a multiplier holds.
  private struct Lane: BitwiseCopyable {
    var index = 0
    var r = 0
    var s = 0
    var c = 0
  }

  private static var none: Int32 { -1 }

  /// Names the element that each multiplier gets: equal ones by equal keys, which ascend in the order of sending.
  @inline(__always)
  private mutating func fillKeys(_ plan: DensePlan, _ key: (Position, Lane) -> Int32) {
    let tile = plan.tile
    var position = Position()
    var multiplier = 0
    keys.withUnsafeMutableBufferPointer { keys in
      for _ in 0..<plan.neurons.count {
        if plan.neurons.hasForwarder {
          keys[multiplier] = Self.none
          multiplier &+= 1
        }
        var lane = Lane()
        for c in 0..<tile.c {
          lane.c = c
          for r in 0..<tile.r {
            lane.r = r
            for s in 0..<tile.s {
              lane.s = s
              keys[multiplier] = key(position, lane)
              lane.index &+= 1
              multiplier &+= 1
            }
          }
        }
        position.y &+= 1
        if position.y == tile.y { (position.y, position.x) = (0, position.x &+ 1) }
        if position.x == tile.x { (position.x, position.k) = (0, position.k &+ 1) }
        if position.k == tile.k { (position.k, position.g) = (0, position.g &+ 1) }
        if position.g == tile.g { (position.g, position.n) = (0, position.n &+ 1) }
      }
      while multiplier < keys.count {
        keys[multiplier] = Self.none
        multiplier &+= 1
      }
    }
  }

  // MARK: - Counting

  private static func count(
    _ packets: inout Packets, keys: inout [Int32], merged: inout [Int32], counts: inout [Int32], leaves: Int,
    ports: Int
  ) {
    packets.routings = 0
    packets.wireWrites = 0
    for port in ports..<packets.loads.count { packets.loads[port] = 0 }
    keys.withUnsafeMutableBufferPointer { keys in
      merged.withUnsafeMutableBufferPointer { merged in
        counts.withUnsafeMutableBufferPointer { counts in
          packets.places.withUnsafeMutableBufferPointer { places in
            for port in 0..<ports {
              let first = port &* leaves
              for leaf in 0..<leaves { places[first &+ leaf] = keys[first &+ leaf] }
              let total = unite(
                UnsafeMutableBufferPointer(rebasing: keys[first..<first &+ leaves]), merged, counts,
                &packets.routings, &packets.wireWrites)
              packets.loads[port] = Int32(truncatingIfNeeded: total)
              for leaf in 0..<leaves where places[first &+ leaf] >= 0 {
                places[first &+ leaf] = place(of: places[first &+ leaf], in: keys, from: first, count: total)
              }
            }
          }
        }
      }
    }
  }

  private static func place(
    of key: Int32, in keys: UnsafeMutableBufferPointer<Int32>, from first: Int, count: Int
  ) -> Int32 {
    var low = 0
    var high = count
    while high &- low > 1 {
      let middle = (low &+ high) / 2
      if key < keys[first &+ middle] { high = middle } else { low = middle }
    }
    return Int32(truncatingIfNeeded: low)
  }

  /// Unites the keys of a port's leaves pair by pair, up to its root, where they stand in order, each once.
  /// - Returns: how many there are.
  private static func unite(
    _ keys: UnsafeMutableBufferPointer<Int32>, _ merged: UnsafeMutableBufferPointer<Int32>,
    _ counts: UnsafeMutableBufferPointer<Int32>, _ routings: inout Int, _ wireWrites: inout Int
  ) -> Int {
    for leaf in 0..<keys.count {
      counts[leaf] = keys[leaf] >= 0 ? 1 : 0
      wireWrites &+= Int(counts[leaf])
    }
    var half = 1
    while half < keys.count {
      var start = 0
      while start < keys.count {
        let united = merge(
          keys, start, Int(counts[start]), start &+ half, Int(counts[start &+ half]), into: merged)
        for index in 0..<united { keys[start &+ index] = merged[index] }
        counts[start] = Int32(truncatingIfNeeded: united)
        routings &+= united
        wireWrites &+= united
        start &+= 2 &* half
      }
      half &*= 2
    }
    return Int(counts[0])
  }

  private static func merge(
    _ keys: UnsafeMutableBufferPointer<Int32>, _ first: Int, _ firstCount: Int, _ second: Int, _ secondCount: Int,
    into merged: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    var (a, b, count) = (first, second, 0)
    let (endOfA, endOfB) = (first &+ firstCount, second &+ secondCount)
    while a < endOfA || b < endOfB {
      if b == endOfB || (a < endOfA && keys[a] <= keys[b]) {
        if b < endOfB && keys[a] == keys[b] { b &+= 1 }
        merged[count] = keys[a]
        a &+= 1
      } else {
        merged[count] = keys[b]
        b &+= 1
      }
      count &+= 1
    }
    return count
  }
}
