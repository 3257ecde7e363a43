import CycleSimulator
import Tensors
import Testing

@Suite struct QueueTests {
  @Test("half of what is queued is written in a cycle, rounded up")
  func drainOfOneBurst() {
    // 7: 4 in cycle 5, then 2 of 3, then the last.
    #expect(WriteDrain.lastWrite(arrivals: Array(repeating: 5, count: 7)) == 7)
    #expect(WriteDrain.lastWrite(arrivals: [5]) == 5)
  }

  @Test("the last write is the one that stepping finds")
  func drainOfRandomArrivals() {
    var random = SplitMix64(seed: 4)
    for _ in 0..<300 {
      let arrivals = times(&random)
      var (queued, written, cycle) = (0, 0, -1)
      while written < arrivals.count {
        cycle += 1
        queued += arrivals.count { $0 == cycle }
        written += (queued + 1) / 2
        queued -= (queued + 1) / 2
      }
      #expect(WriteDrain.lastWrite(arrivals: arrivals) == cycle, "\(arrivals)")
    }
  }

  @Test("a server lets one go each cycle, as soon as there is one")
  func departures() {
    #expect(SingleServer.departures(of: [2, 2, 2, 9, 10]) == [2, 3, 4, 9, 10])
    #expect(SingleServer.departures(of: []) == [])
    #expect(SingleServer.maximumOccupancy(releases: [2, 2, 2, 9, 10], departures: [2, 3, 4, 9, 10]) == 3)
  }

  private func times(_ random: inout SplitMix64) -> [Int] {
    (0..<Int.random(in: 1...30, using: &random)).map { _ in Int.random(in: 0...20, using: &random) }.sorted()
  }
}
