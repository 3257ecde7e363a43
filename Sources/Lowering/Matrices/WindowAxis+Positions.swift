import ReferenceOperators

extension WindowAxis {
  /// The input element under a kernel position at an output position; outside 0..<input in the padding.
  func position(output: Int, kernel: Int) -> Int { output * stride - padBegin + kernel * dilation }

  /// The output positions at which a kernel position lies on the input and not in the padding.
  func outputsInside(kernel: Int) -> Range<Int> {
    let start = position(output: 0, kernel: kernel)
    let first = start >= 0 ? 0 : (-start + stride - 1) / stride
    let end = start >= input ? 0 : (input - 1 - start) / stride + 1
    return first..<max(first, min(end, output))
  }
}
