import CycleSimulator
import Tensors
import Testing

@Suite struct LineBundleTests {
  @Test("a bundle joins streams and fills FIFOs as single schedules do")
  func againstSchedules() {
    var random = SplitMix64(seed: 21)
    var bundle = LineBundle()
    for trial in 0..<300 {
      let intervals = (1...9).filter { _ in Bool.random(using: &random) } + [10]
      bundle.reset(intervals: intervals)
      var schedules: [StreamSchedule] = []
      for _ in 0..<6 {
        let line = (
          first: Int.random(in: 1...60, using: &random), interval: intervals.randomElement(using: &random) ?? 10
        )
        bundle.append(first: line.first, interval: line.interval)
        schedules.append(StreamSchedule(first: line.first, interval: line.interval))
      }
      let length = Int.random(in: 1...50, using: &random)
      for _ in 0..<6 {
        let inputs = (0..<3).map { _ in Int.random(in: -1..<schedules.count, using: &random) }
        guard inputs.contains(where: { $0 >= 0 }) else { continue }
        let used = inputs.filter { $0 >= 0 }
        let sum = used.reduce(StreamSchedule()) { $0.joined(with: schedules[$1]) }
        bundle.appendJoined(inputs[0], inputs[1], inputs[2], delay: 1)
        for input in used {
          #expect(
            bundle.maximumOccupancy(of: input, until: schedules.count, delay: 1, length: length)
              == schedules[input].maximumOccupancy(until: sum, length: length), "trial \(trial)")
        }
        schedules.append(sum.delayed(by: 1))
      }
      #expect(bundle.count == schedules.count)
      for (stream, schedule) in schedules.enumerated() {
        let lines = bundle.lines(of: stream)
        for index in 0..<20 {
          #expect(lines.map { $0.first + index * $0.interval }.max() == schedule.time(of: index), "trial \(trial)")
        }
      }
    }
  }
}
