import Glibc
import Reports
import Sweeps
import Synchronization

/// Progress of a sweep on stderr: a line that redraws itself on a terminal, a plain line a point elsewhere.
final class SweepProgress: SweepObserver {
  private let columns: [SweepAxis]
  private let isInteractive = StandardStreams.isTerminal(STDERR_FILENO)
  private let isDrawn = Mutex(false)

  init(columns: [SweepAxis]) { self.columns = columns }

  func pointDidEnd(_ point: SweepPoint, _ record: PointRecord, done: Int, of count: Int) {
    let cycles = record.totals.map { "\(NumberText.grouped($0.cycles)) cycles" }
    let outcome = cycles ?? "failed: \(record.reason ?? "")"
    let text = OneLine.text(
      "[\(done)/\(count)] \(point.name(columns)): \(outcome), \(NumberText.duration(record.wallSeconds))")
    guard isInteractive else { return StandardStreams.writeError(text + "\n") }
    isDrawn.withLock { isDrawn in
      isDrawn = true
      let width = StandardStreams.width(of: STDERR_FILENO) ?? 80
      StandardStreams.writeError("\r\u{1B}[2K" + text.prefix(max(width - 1, 20)))
    }
  }

  /// Takes the line away, so that what follows starts on a clean one.
  func finish() {
    if isDrawn.withLock({ $0 }) { StandardStreams.writeError("\r\u{1B}[2K") }
  }
}
