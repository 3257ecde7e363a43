import Glibc
import Reports
import Sweeps
import Synchronization

/// Progress of a sweep on stderr: a line that redraws itself on a terminal, a plain line a point elsewhere.
final class SweepProgress: SweepObserver {
  private let columns: [SweepAxis]
  private let isInteractive = StandardStreams.isTerminal(STDERR_FILENO)
  private let line = Mutex(RedrawnLine())

  init(columns: [SweepAxis]) { self.columns = columns }

  func pointDidEnd(_ point: SweepPoint, _ record: PointRecord, done: Int, of count: Int) {
    let cycles = record.totals.map { "\(NumberText.grouped($0.cycles)) cycles" }
    let outcome = cycles ?? "failed: \(record.reason ?? "")"
    let text = "[\(done)/\(count)] \(point.name(columns)): \(outcome), \(NumberText.duration(record.wallSeconds))"
    guard isInteractive else { return StandardStreams.writeError(OneLine.text(text) + "\n") }
    line.withLock { $0.draw(text) }
  }

  /// Takes the line away, so that what follows starts on a clean one.
  func finish() { line.withLock { $0.clear() } }
}
