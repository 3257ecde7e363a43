import ModelRunner
import Testing
import stonne

@Suite("Time left")
struct TimeLeftTests {
  @Test("it follows the work that is done, not the number of nodes")
  func work() {
    var left = TimeLeft(RunWork(machine: nil, nodes: [900, 50, 50]))
    left.finish(1)
    #expect(left.share == 0.05)
    #expect(abs((left.seconds(after: 2) ?? 0) - 38) < 1e-9)
    left.finish(0)
    left.finish(2)
    #expect(left.share == 1)
    #expect(left.seconds(after: 20) == 0)
  }

  @Test("it says nothing before anything is known")
  func unknown() {
    var left = TimeLeft(RunWork(machine: nil, nodes: [1000, 1]))
    #expect(left.seconds(after: 10) == nil)
    left.finish(1)
    left.finish(7)
    #expect(left.seconds(after: 10) == nil)
    left.finish(0)
    #expect(left.seconds(after: 0.5) == nil)
    #expect(TimeLeft(RunWork(machine: nil, nodes: [])).share == 0)
  }
}
