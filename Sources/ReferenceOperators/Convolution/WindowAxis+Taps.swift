extension WindowAxis {
  /// Input position of the window's first element, negative in the padding.
  package func start(_ position: Int) -> Int { position * stride - padBegin }

  /// Those elements of the window at `position` that lie in the input, not in the padding.
  package func taps(_ position: Int) -> Range<Int> {
    let start = start(position)
    let first = start >= 0 ? 0 : (dilation - 1 - start) / dilation
    let end = start >= input ? 0 : (input - 1 - start) / dilation + 1
    return min(first, kernel)..<max(min(first, kernel), min(end, kernel))
  }

  /// The axis that a problem of fewer dimensions does not have: one element under one window.
  package static let unit = WindowAxis(
    input: 1, kernel: 1, stride: 1, dilation: 1, padBegin: 0, padEnd: 0, output: 1)
}
