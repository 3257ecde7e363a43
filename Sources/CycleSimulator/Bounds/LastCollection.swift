/// The way of the last outputs of a pass over the bus into the global buffer, those before left out.
struct LastCollection: ~Copyable {
  /// Outputs by the cycle in which the bus sends them, counted back from the latest.
  private var sent: [Int32]
  private var line: [Int] = []

  /// Cycles before the latest output that are looked at: what was sent before them is written by then.
  private static var span: Int { 64 }

  init() { sent = [] }

  /// The cycle in which the last one is written.
  /// - Parameter outputs: when each virtual neuron's comes to the bus.
  mutating func lastWrite(of outputs: [Int], _ profile: borrowing ReductionProfile) -> Int {
    let count = profile.byLine.count
    var latest = outputs[0]
    for neuron in 1..<max(count, 1) { latest = max(latest, outputs[neuron]) }
    let first = latest - Self.span
    let cycles = Self.span + count + 1
    if sent.count < cycles { sent = Array(repeating: 0, count: cycles) }
    for cycle in 0..<cycles { sent[cycle] = 0 }

    var start = 0
    while start < count {
      var end = start
      line.removeAll(keepingCapacity: true)
      while end < count, profile.lines[Int(profile.byLine[end])] == profile.lines[Int(profile.byLine[start])] {
        insert(outputs[Int(profile.byLine[end])])
        end += 1
      }
      var cycle = first - 1
      for output in line where output >= first {
        cycle = max(cycle + 1, output)
        sent[cycle - first] += 1
      }
      start = end
    }
    return first + Self.drain(sent, cycles)
  }

  /// Keeps the outputs of a line in order.
  private mutating func insert(_ output: Int) {
    line.append(output)
    var place = line.count - 1
    while place > 0, line[place - 1] > output {
      line.swapAt(place - 1, place)
      place -= 1
    }
  }

  /// The cycle, from that of the first place on, in which the write queue gets empty for the last time.
  private static func drain(_ sent: [Int32], _ cycles: Int) -> Int {
    var queued = 0
    var last = 0
    var cycle = 0
    while cycle < cycles || queued > 0 {
      // What the bus sends is queued in the next cycle.
      if cycle > 0, cycle <= cycles { queued += Int(sent[cycle - 1]) }
      queued -= WriteDrain.written(of: queued)
      if queued == 0, cycle > 0, cycle <= cycles, sent[cycle - 1] > 0 { last = cycle }
      if queued > 0 { last = cycle + 1 }
      cycle += 1
    }
    return last
  }
}
