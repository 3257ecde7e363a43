/// What a collection bus line counts while outputs queue for it.
///
/// Each cycle a line sends one packet of those in its input FIFOs. In which order does not change when they
/// leave, so where no FIFO holds two packets the counts need no round-robin pointer.
struct BusLineContention {
  /// Cycles in which more than one FIFO held a packet.
  private(set) var conflicts = 0
  /// FIFOs that held a packet, summed over the cycles.
  private(set) var waiting = 0

  /// - Parameters:
  ///   - releases: the cycles in which packets enter FIFOs of the line, in ascending order, each its own FIFO.
  ///   - arrivals: gets the cycle in which each packet reaches the global buffer.
  init(releases: [Int], arrivals: inout [Int]) {
    var cycle = 0
    var entered = 0
    for sent in releases.indices {
      cycle = max(cycle + 1, releases[sent])
      while entered < releases.count, releases[entered] <= cycle { entered += 1 }
      let queued = entered - sent
      waiting += queued
      conflicts += queued > 1 ? 1 : 0
      arrivals.append(cycle + 1)
    }
  }
}
