import CKernels
import Tensors

/// An image laid out so that under every tap of a window the elements of neighbouring windows are neighbours.
///
/// Borders are filled in, and each row is split by the phase of its columns: with stride s, columns 0, s, 2s...
/// come first, then 1, s + 1, ... So one loop over adjacent elements serves every stride, dilation and padding.
/// Up to three spatial axes; the ones that a problem does not have are ``WindowAxis/unit``.
struct WindowLayout {
  /// Outermost axis, rows, columns.
  let axes: [WindowAxis]
  /// Whether the tensor itself has this layout: no border, columns of one phase.
  let isPlain: Bool
  /// Elements from one phase's start in a row to the next one's.
  private let phaseLength: Int
  /// Padded extents.
  private let planes: Int
  private let rows: Int
  /// Elements of a channel.
  let channelCount: Int
  /// Which remainders by the stride a window's rows and columns leave; the others are not laid out.
  private let seenRows: [Bool]
  private let seenColumns: [Bool]

  private static let mostAxes = 3
  /// A channel of 2^28 elements is far beyond any image: attributes made it so, and there are loops for it.
  private static let mostElements = 1 << 28

  /// - Returns: `nil` for more than three spatial axes and for paddings that dwarf every image.
  init?(_ windows: [WindowAxis]) {
    let missing = Self.mostAxes - windows.count
    guard missing >= 0 else { return nil }
    axes = [WindowAxis](repeating: .unit, count: missing) + windows
    let hasBorder = axes.contains { $0.padBegin > 0 || $0.padEnd > 0 }
    isPlain = !hasBorder && axes[2].stride == 1
    // What the last window needs may lie beyond the declared padding (ceil_mode), or stop before it.
    let extents = axes.map { max(($0.output - 1) * $0.stride + $0.span, $0.padBegin + $0.input) }
    phaseLength = (extents[2] + axes[2].stride - 1) / axes[2].stride
    planes = extents[0]
    rows = extents[1]
    guard let shape = try? Shape([planes, rows, phaseLength * axes[2].stride]), shape.count <= Self.mostElements
    else { return nil }
    channelCount = shape.count
    seenRows = axes[1].seenPhases
    seenColumns = axes[2].seenPhases
  }

  /// Whether every window is one element and every element one window, in the order of the tensor.
  var isPointwise: Bool {
    isPlain && axes.allSatisfy { $0.kernel == 1 && $0.stride == 1 && $0.output == $0.input }
  }

  private var rowCount: Int { phaseLength * axes[2].stride }

  /// Offset of every tap of a filter over `channels` channels, in the order of its weights.
  func taps(channels: Int) -> [Int] {
    var taps: [Int] = []
    taps.reserveCapacity(axes.reduce(channels) { $0 * $1.kernel })
    for channel in 0..<channels {
      for z in 0..<axes[0].kernel {
        for y in 0..<axes[1].kernel {
          let row = (z * axes[0].dilation * rows + y * axes[1].dilation) * rowCount
          for x in 0..<axes[2].kernel {
            let (quotient, phase) = (x * axes[2].dilation).quotientAndRemainder(dividingBy: axes[2].stride)
            taps.append(channel * channelCount + row + phase * phaseLength + quotient)
          }
        }
      }
    }
    return taps
  }

  /// Offset of the first window of every run of neighbouring windows, and the length of the runs.
  var runs: (offsets: [Int], length: Int) {
    let isWhole = isPlain && axes[2].output == rowCount && axes[1].stride == 1
    if isWhole && axes[0].output == 1 { return ([0], axes[1].output * axes[2].output) }
    var offsets: [Int] = []
    for z in 0..<axes[0].output {
      for y in 0..<axes[1].output {
        offsets.append((z * axes[0].stride * rows + y * axes[1].stride) * rowCount)
      }
    }
    return (offsets, axes[2].output)
  }

  /// Lays one channel out.
  /// - Parameters:
  ///   - border: what stands in the padding.
  ///   - target: room for ``channelCount`` elements. Parts that no window sees are left as they are.
  func fill(_ target: UnsafeMutablePointer<Float>, from channel: UnsafePointer<Float>, border: Float) {
    for z in 0..<planes {
      let sourceZ = z - axes[0].padBegin
      for y in 0..<rows where seenRows[y % axes[1].stride] {
        let sourceY = y - axes[1].padBegin
        let row = target + (z * rows + y) * rowCount
        if 0..<axes[0].input ~= sourceZ && 0..<axes[1].input ~= sourceY {
          fillRow(row, from: channel + (sourceZ * axes[1].input + sourceY) * axes[2].input, border: border)
        } else {
          row.update(repeating: border, count: rowCount)
        }
      }
    }
  }

  private func fillRow(_ row: UnsafeMutablePointer<Float>, from source: UnsafePointer<Float>, border: Float) {
    let axis = axes[2]
    for phase in 0..<axis.stride where seenColumns[phase] {
      let target = row + phase * phaseLength
      // Positions phase, phase + stride, ... of the padded row; `first` is the first one in the input.
      let first = max(0, (axis.padBegin - phase + axis.stride - 1) / axis.stride)
      let end = min(phaseLength, max(first, (axis.padBegin + axis.input - phase + axis.stride - 1) / axis.stride))
      let leading = min(first, phaseLength)
      target.update(repeating: border, count: leading)
      if leading < end {
        let start = source + (first * axis.stride + phase - axis.padBegin)
        if axis.stride == 1 {
          (target + first).update(from: start, count: end - first)
        } else {
          ck_take_every(start, axis.stride, end - first, target + first)
        }
      }
      let tail = max(leading, end)
      (target + tail).update(repeating: border, count: phaseLength - tail)
    }
  }
}

extension WindowAxis {
  /// Whether a window's elements include positions that leave this remainder by the stride.
  fileprivate var seenPhases: [Bool] {
    var seen = [Bool](repeating: false, count: stride)
    for k in 0..<min(kernel, stride) { seen[k * dilation % stride] = true }
    return seen
  }
}

extension WindowLayout {
  /// Elements beyond the end that the kernels may read.
  static let slack = 64

  /// The layout as the kernels take it, for filters over `channels` channels; several threads may read it.
  func withWindows<Result>(
    channels: Int, isSlackAllowed: Bool, _ body: (UnsafePointer<ck_windows>) -> Result
  ) -> Result {
    let runs = runs
    return taps(channels: channels).withUnsafeBufferPointer { taps in
      runs.offsets.withUnsafeBufferPointer { offsets in
        let windows = ck_windows(
          tap: taps.baseAddress, row_offset: offsets.baseAddress, row_length: runs.length,
          has_slack: isSlackAllowed)
        return withUnsafePointer(to: windows, body)
      }
    }
  }
}
