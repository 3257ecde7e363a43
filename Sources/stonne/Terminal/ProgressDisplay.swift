import Glibc
import ModelRunner
import Reports

/// Progress of a run on stderr, where that is a terminal: a bar that redraws itself, with the time left; on one
/// that cannot redraw (`TERM=dumb`) a plain line an accelerator layer. A file or a pipe gets nothing.
final class ProgressDisplay: RunObserver {
  private let redraws = StandardStreams.canRedraw(STDERR_FILENO)
  private let isTerminal = StandardStreams.isTerminal(STDERR_FILENO)
  private var start = ContinuousClock.now
  private var left = TimeLeft(RunWork(machine: nil, nodes: []))
  private var lastDrawn: ContinuousClock.Instant?
  private var line = RedrawnLine()

  func runWillStart(_ work: RunWork) {
    start = .now
    left = TimeLeft(work)
    lastDrawn = nil
    if redraws { line.draw("timing layers" + (work.machine.map { " on \($0)" } ?? "")) }
  }

  func nodeWillRun(_ name: String, index: Int, of count: Int, onAccelerator: Bool) {
    guard redraws else { return }
    let now = ContinuousClock.now
    // Ten times a second is as often as anyone can read.
    if let lastDrawn, now - lastDrawn < .milliseconds(100) { return }
    lastDrawn = now
    line.draw(bar(name, index, count, elapsed: now - start))
  }

  func nodeDidRun(_ report: LayerReport, of count: Int) {
    left.finish(report.index)
    guard isTerminal, !redraws, let cost = report.accelerator else { return }
    let cycles = NumberText.grouped(cost.cycles)
    let time = NumberText.duration(report.wallSeconds)
    let name = OneLine.text(report.name)
    StandardStreams.writeError(
      "[\(report.index + 1)/\(count)] \(name) (\(report.operatorType)): \(cycles) cycles, \(time)\n")
  }

  func referenceWillRun() {
    if redraws { line.draw("running the reference executor, to compare") }
  }

  /// Takes the bar away, so that what follows starts on a clean line.
  func finish() { line.clear() }

  private func bar(_ name: String, _ index: Int, _ count: Int, elapsed: Duration) -> String {
    let cells = 24
    let filled = min(cells, Int(left.share * Double(cells)))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: cells - filled)
    let rest = left.seconds(after: elapsed.seconds).map { ", \(NumberText.duration($0)) left" } ?? ""
    return "[\(bar)] \(index)/\(count) \(NumberText.duration(elapsed.seconds))\(rest) \(name)"
  }
}
