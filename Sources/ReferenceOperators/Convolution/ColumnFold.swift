/// Adds windows' elements back to the places that they were taken from: the adjoint of im2col.
///
/// Columns [kernel..., positions...] of one channel belong to a plane [input...] of the axes.
struct ColumnFold {
  private let axes: [WindowAxis]

  init(_ axes: [WindowAxis]) { self.axes = axes }

  /// Elements of one channel's columns: the kernel's times the positions.
  var columnCount: Int { axes.reduce(1) { $0 * $1.kernel * $1.output } }

  /// Adds one channel's columns to its plane; what lies in the padding is dropped.
  func add<Element: ArithmeticElement>(
    _ columns: UnsafePointer<Element>, to plane: UnsafeMutablePointer<Element>
  ) {
    add(columns, to: plane, axis: 0, kernel: 0, position: 0)
  }

  /// The axes from `axis` on, for the window element and position that the outer ones have chosen.
  private func add<Element: ArithmeticElement>(
    _ columns: UnsafePointer<Element>, to plane: UnsafeMutablePointer<Element>, axis index: Int, kernel: Int,
    position: Int
  ) {
    let axis = axes[index]
    let isLast = index == axes.count - 1
    let positions = axes.reduce(1) { $0 * $1.output }
    let inner = axes[(index + 1)...].reduce(1) { $0 * $1.input }
    for k in 0..<axis.kernel {
      let element = kernel * axis.kernel + k
      let offset = k * axis.dilation - axis.padBegin
      let inside = axis.positions(of: k)
      if isLast {
        let source = columns + (element * positions + position * axis.output)
        for p in inside { plane[p * axis.stride + offset] = .sum(plane[p * axis.stride + offset], source[p]) }
      } else {
        for p in inside {
          add(
            columns, to: plane + (p * axis.stride + offset) * inner, axis: index + 1, kernel: element,
            position: position * axis.output + p)
        }
      }
    }
  }
}

extension WindowAxis {
  /// The positions at which element `k` of the window lies in the input.
  fileprivate func positions(of k: Int) -> Range<Int> {
    let offset = k * dilation - padBegin
    let first = offset >= 0 ? 0 : (stride - 1 - offset) / stride
    let end = offset >= input ? 0 : min(output, (input - 1 - offset) / stride + 1)
    return min(first, end)..<end
  }
}
