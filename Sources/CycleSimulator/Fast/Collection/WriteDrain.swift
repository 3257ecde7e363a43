/// The write queue of the global buffer.
///
/// Each cycle it takes a packet from every bus line that has one, and writes half of what is queued then,
/// rounded up (STONNE's loop shortens its bound while it pops); the rest waits for the next cycle.
package enum WriteDrain {
  /// How many of `queued` packets are written in a cycle.
  package static func written(of queued: Int) -> Int { (queued + 1) / 2 }

  /// The cycle in which the last packet is written.
  /// - Parameter arrivals: the cycles in which packets reach the queue, in ascending order, at least one.
  package static func lastWrite(arrivals: [Int]) -> Int {
    var cycle = arrivals[0]
    var queued = 0
    var next = 0
    while true {
      while next < arrivals.count, arrivals[next] <= cycle {
        queued += 1
        next += 1
      }
      queued -= written(of: queued)
      if queued > 0 {
        cycle += 1
      } else if next < arrivals.count {
        cycle = max(cycle + 1, arrivals[next])
      } else {
        return cycle
      }
    }
  }
}
