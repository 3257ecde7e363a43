import FoundationEssentials
import Glibc
import ModelRunner
import Reports

/// Progress on stderr: a bar that redraws itself on a terminal, a plain line an accelerator layer elsewhere.
final class ProgressDisplay: RunObserver {
  private let isInteractive: Bool
  private let start = ContinuousClock.now
  private var lastDrawn: ContinuousClock.Instant?
  private var isDrawn = false

  init() {
    let environment = ProcessInfo.processInfo.environment
    isInteractive = StandardStreams.isTerminal(STDERR_FILENO) && environment["TERM"] != "dumb"
  }

  func nodeWillRun(_ name: String, index: Int, of count: Int, onAccelerator: Bool) {
    guard isInteractive else { return }
    let now = ContinuousClock.now
    // Ten times a second is as often as anyone can read.
    if let lastDrawn, now - lastDrawn < .milliseconds(100) { return }
    lastDrawn = now
    isDrawn = true
    StandardStreams.writeError("\r\u{1B}[2K" + bar(name, index, count, elapsed: now - start))
  }

  func nodeDidRun(_ report: LayerReport, of count: Int) {
    guard !isInteractive, let cost = report.accelerator else { return }
    let cycles = NumberText.grouped(cost.cycles)
    let time = NumberText.duration(report.wallSeconds)
    StandardStreams.writeError(
      "[\(report.index + 1)/\(count)] \(report.name) (\(report.operatorType)): \(cycles) cycles, \(time)\n")
  }

  /// Takes the bar away, so that what follows starts on a clean line.
  func finish() {
    if isDrawn { StandardStreams.writeError("\r\u{1B}[2K") }
    isDrawn = false
  }

  private func bar(_ name: String, _ index: Int, _ count: Int, elapsed: Duration) -> String {
    let width = StandardStreams.width(of: STDERR_FILENO) ?? 80
    let cells = 24
    let filled = count == 0 ? cells : index * cells / count
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: cells - filled)
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let text = "[\(bar)] \(index)/\(count) \(NumberText.duration(seconds)) \(name)"
    return String(text.prefix(max(width - 1, 20)))
  }
}
