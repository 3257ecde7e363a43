import Glibc
import Reports

/// The one line on stderr that progress draws again and again.
struct RedrawnLine {
  private var isDrawn = false

  /// - Parameter text: cut to the window.
  mutating func draw(_ text: String) {
    isDrawn = true
    let width = StandardStreams.width(of: STDERR_FILENO) ?? 80
    StandardStreams.writeError("\r\u{1B}[2K" + TextColumns.cut(OneLine.text(text), to: max(width - 1, 20)))
  }

  /// Takes the line away, so that what follows starts on a clean one.
  mutating func clear() {
    if isDrawn { StandardStreams.writeError("\r\u{1B}[2K") }
    isDrawn = false
  }
}
