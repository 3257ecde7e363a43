/// Visits the positions of windows over any number of spatial axes, with the elements under each.
struct WindowWalk {
  /// An element under a window: its offset in the window and in the input's plane.
  typealias Tap = (kernel: Int, input: Int)

  private let axes: [WindowAxis]
  /// Elements of a window, those in the padding included.
  let kernelCount: Int
  private let positions: Int

  init(_ axes: [WindowAxis]) {
    self.axes = axes
    kernelCount = axes.reduce(1) { $0 * $1.kernel }
    positions = axes.reduce(1) { $0 * $1.output }
  }

  /// Calls `body` for each position in row-major order with the elements that lie in the input.
  func forEachPosition(_ body: (_ taps: [Tap]) -> Void) {
    var taps: [Tap] = []
    for position in 0..<positions {
      collect(&taps, at: position)
      body(taps)
    }
  }

  private func collect(_ taps: inout [Tap], at position: Int) {
    taps.removeAll(keepingCapacity: true)
    taps.append((0, 0))
    var rest = position
    var index = [Int](repeating: 0, count: axes.count)
    for axis in axes.indices.reversed() {
      (rest, index[axis]) = rest.quotientAndRemainder(dividingBy: axes[axis].output)
    }
    for (axis, at) in zip(axes, index) {
      let start = axis.start(at)
      taps = taps.flatMap { tap in
        axis.taps(at).map { k in (tap.kernel * axis.kernel + k, tap.input * axis.input + start + k * axis.dilation)
        }
      }
    }
  }
}
