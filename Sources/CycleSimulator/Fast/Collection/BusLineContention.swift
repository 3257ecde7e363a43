/// What a collection bus line counts while outputs queue for it, where no FIFO ever holds two packets: then the
/// counts need no round-robin pointer.
struct BusLineContention {
  /// Cycles in which more than one FIFO held a packet.
  private(set) var conflicts = 0
  /// FIFOs that held a packet, summed over the cycles.
  private(set) var waiting = 0

  /// - Parameters:
  ///   - releases: the cycles in which packets enter FIFOs of the line, in ascending order, each its own FIFO.
  ///   - departures: the cycles in which the line sends them.
  init(releases: [Int], departures: [Int]) {
    var entered = 0
    for (sent, cycle) in departures.enumerated() {
      while entered < releases.count, releases[entered] <= cycle { entered += 1 }
      let queued = entered - sent
      waiting += queued
      conflicts += queued > 1 ? 1 : 0
    }
  }
}
