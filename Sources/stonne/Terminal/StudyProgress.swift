import Glibc
import ModelRunner
import Reports

/// Progress of a study on stderr, where that is a terminal: a line that redraws itself, or a plain line a pruning
/// where it cannot. A file or a pipe gets nothing.
final class StudyProgress: AccuracyObserver {
  private let redraws = StandardStreams.canRedraw(STDERR_FILENO)
  private let isTerminal = StandardStreams.isTerminal(STDERR_FILENO)
  private var title = "dense"
  private var line = RedrawnLine()

  func pointWillRun(_ pruning: RunResult.Pruning, index: Int, of count: Int) {
    title = "[\(index + 1)/\(count)] \(pruning.method) \(NumberText.shortest(pruning.sparsity))"
    if redraws { line.draw(title) } else if isTerminal { StandardStreams.writeError(title + "\n") }
  }

  func samplesDidRun(_ done: Int, of count: Int) {
    if redraws { line.draw("\(title): \(NumberText.grouped(done)) of \(NumberText.grouped(count)) samples") }
  }

  /// Takes the line away, so that what follows starts on a clean one.
  func finish() { line.clear() }
}
