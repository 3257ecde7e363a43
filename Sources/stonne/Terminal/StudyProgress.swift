import Glibc
import ModelRunner
import Reports

/// Progress of a study on stderr: a line that redraws itself on a terminal, a plain line a pruning elsewhere.
final class StudyProgress: AccuracyObserver {
  private let isInteractive = StandardStreams.isTerminal(STDERR_FILENO)
  private var title = "dense"
  private var isDrawn = false

  func pointWillRun(_ pruning: RunResult.Pruning, index: Int, of count: Int) {
    title = "[\(index + 1)/\(count)] \(pruning.method) \(NumberText.shortest(pruning.sparsity))"
    if isInteractive { draw(title) } else { StandardStreams.writeError(title + "\n") }
  }

  func samplesDidRun(_ done: Int, of count: Int) {
    if isInteractive { draw("\(title): \(NumberText.grouped(done)) of \(NumberText.grouped(count)) samples") }
  }

  /// Takes the line away, so that what follows starts on a clean one.
  func finish() {
    if isDrawn { StandardStreams.writeError("\r\u{1B}[2K") }
  }

  private func draw(_ text: String) {
    isDrawn = true
    let width = StandardStreams.width(of: STDERR_FILENO) ?? 80
    StandardStreams.writeError("\r\u{1B}[2K" + text.prefix(max(width - 1, 20)))
  }
}
