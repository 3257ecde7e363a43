/// Schedules of streams that all pass at one interval, like most of a virtual neuron's: datum s of a stream comes at
/// `first + s * interval`. It says what a ``LineBundle`` says of such streams, with less work.
struct UniformLines {
  private let interval: Int
  private let length: Int
  /// By stream.
  private var firsts: [Int]

  /// - Parameters:
  ///   - firsts: of the streams that are given.
  ///   - joined: streams to come.
  ///   - length: data of each.
  init(firsts: [Int], joined: Int, interval: Int, length: Int) {
    self.interval = interval
    self.length = length
    self.firsts = firsts
    self.firsts.reserveCapacity(firsts.count + joined)
  }

  /// The first datum of the stream that was made last.
  var last: Int { firsts[firsts.count - 1] }

  /// Sends the streams through a tree, each of whose steps takes a cycle.
  ///
  /// - Parameter occupancy: raised to the most data that the FIFO behind each input holds where operands wait for
  ///   others: left, right, lateral of each adder.
  mutating func join(_ steps: [VirtualNeuronTree.Step], occupancy: inout [Int]) {
    for step in steps {
      let (left, right, lateral) = step.inputs
      var latest = Int.min
      if left >= 0 { latest = max(latest, firsts[left]) }
      if right >= 0 { latest = max(latest, firsts[right]) }
      if lateral >= 0 { latest = max(latest, firsts[lateral]) }
      if step.inputCount > 1 {
        wait(left, for: latest, &occupancy[3 * step.adder])
        wait(right, for: latest, &occupancy[3 * step.adder + 1])
        wait(lateral, for: latest, &occupancy[3 * step.adder + 2])
      }
      firsts.append(latest + 1)
    }
  }

  private func wait(_ stream: Int, for latest: Int, _ occupancy: inout Int) {
    guard stream >= 0 else { return }
    let wait = latest - firsts[stream]
    // A datum that waits less fills nothing that was not full before.
    guard occupancy == 0 || wait >= occupancy * interval else { return }
    occupancy = max(occupancy, min(length, 1 + wait / interval))
  }
}
