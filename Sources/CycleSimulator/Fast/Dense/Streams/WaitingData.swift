/// The data in a FIFO, as the cycles in which they leave: how full it gets.
///
/// Data come in ascending cycles, one a cycle at most, and leave in their order.
struct WaitingData: ~Copyable {
  private var departures = Fifo<Int>()
  private(set) var maximum = 0

  /// A datum comes, and leaves in the same cycle or a later one.
  mutating func pass(arrival: Int, departure: Int) {
    if arrival == departure {
      // Those before it have left by now, and so will it have when the next one comes.
      departures.removeAll()
      maximum = max(maximum, 1)
      return
    }
    while !departures.isEmpty, departures.element(at: 0) < arrival { _ = departures.pop() }
    departures.push(departure)
    maximum = max(maximum, departures.count)
  }

  /// Adds what is still there in a cycle to a state.
  func describe(_ state: inout MachineState, at cycle: Int) {
    for place in 0..<departures.count where departures.element(at: place) >= cycle {
      state.add(departures.element(at: place) - cycle)
    }
    state.add(-1)
  }
}
