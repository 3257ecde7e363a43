/// A collection bus line played through from packet to packet: in each cycle in which something waits, the line
/// sends from the next FIFO in turn.
///
/// Where FIFOs hold several packets, how many of them are empty and how full they get depends on whose turn it was
/// at the beginning.
struct BusLineReplay {
  /// A packet that comes to the line.
  struct Release: Comparable {
    var cycle: Int
    var input: Int

    static func < (a: Release, b: Release) -> Bool { (a.cycle, a.input) < (b.cycle, b.input) }
  }

  /// The input that is asked first after the last packet.
  private(set) var turn: Int
  /// Cycles in which more than one FIFO held a packet; FIFOs that held one, summed over the cycles.
  private(set) var conflicts = 0
  private(set) var waiting = 0
  /// The fullest that each input's FIFO was.
  private(set) var occupancy: [Int]

  /// - Parameters:
  ///   - releases: in ascending order.
  ///   - departures: the cycles in which the line sends.
  ///   - turn: the input that is asked first.
  ///   - inputs: of the line.
  init(_ releases: [Release], departures: [Int], turn: Int, inputs: Int) {
    self.turn = turn
    occupancy = Array(repeating: 0, count: inputs)
    var queued = occupancy
    var occupied = 0
    var entered = 0
    for cycle in departures {
      while entered < releases.count, releases[entered].cycle <= cycle {
        let input = releases[entered].input
        queued[input] += 1
        if queued[input] == 1 { occupied += 1 }
        occupancy[input] = max(occupancy[input], queued[input])
        entered += 1
      }
      waiting += occupied
      conflicts += occupied > 1 ? 1 : 0
      while queued[self.turn] == 0 { advance(inputs) }
      queued[self.turn] -= 1
      if queued[self.turn] == 0 { occupied -= 1 }
      advance(inputs)
    }
  }

  private mutating func advance(_ inputs: Int) { turn = turn + 1 == inputs ? 0 : turn + 1 }
}
