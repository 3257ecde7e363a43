import CycleSimulator
import Tensors
import Testing

@Suite struct StreamScheduleTests {
  @Test("a joined stream passes at the later of both, a delayed one later")
  func joining() {
    var random = SplitMix64(seed: 1)
    for _ in 0..<300 {
      let (a, b) = (schedule(&random), schedule(&random))
      let delay = Int.random(in: -3...9, using: &random)
      let joined = a.joined(with: b).delayed(by: delay)
      for index in 0..<40 { #expect(joined.time(of: index) == max(a.time(of: index), b.time(of: index)) + delay) }
    }
  }

  @Test("a stream that waits for nothing leaves others as they are")
  func nothingToWaitFor() {
    let stream = StreamSchedule(first: 4, interval: 3)
    #expect(StreamSchedule().joined(with: stream) == stream)
    #expect(stream.joined(with: StreamSchedule()) == stream)
  }

  @Test("the data before a cycle are those that counting finds")
  func counting() {
    var random = SplitMix64(seed: 2)
    for _ in 0..<200 {
      let stream = schedule(&random)
      for time in 0..<60 {
        let counted = (0..<25).count { stream.time(of: $0) < time }
        #expect(stream.count(before: time, length: 25) == counted)
      }
    }
  }

  @Test("the fullest FIFO is the one that playing it through finds")
  func occupancy() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<500 {
      let arrivals = schedule(&random)
      let departures = arrivals.joined(with: schedule(&random)).joined(with: schedule(&random))
      let length = Int.random(in: 1...60, using: &random)
      let played = (0..<length).map { index in
        index + 1 - (0..<length).count { departures.time(of: $0) < arrivals.time(of: index) }
      }
      #expect(
        arrivals.maximumOccupancy(until: departures, length: length) == played.max(),
        "\(arrivals) until \(departures), \(length)")
    }
  }

  /// A stream of one to three lines.
  private func schedule(_ random: inout SplitMix64) -> StreamSchedule {
    (0..<Int.random(in: 1...3, using: &random)).reduce(StreamSchedule()) { stream, _ in
      stream.joined(
        with: StreamSchedule(
          first: Int.random(in: 1...40, using: &random), interval: Int.random(in: 1...9, using: &random)))
    }
  }
}
