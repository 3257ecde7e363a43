import CKernels
import Tensors

/// What the poolings of float32 share: each channel laid out in a scratch plane, one task a channel.
struct LaidOutPooling {
  let layout: WindowLayout
  let threads: Int
  /// What stands in the padding.
  let border: Float

  /// - Parameter pool: computes one channel's windows from its plane; `rows` runs of neighbouring windows.
  func callAsFunction(
    _ input: Tensor, output: Shape,
    pool: (
      _ windows: UnsafePointer<ck_windows>, _ rows: Int, _ plane: UnsafePointer<Float>,
      _ out: UnsafeMutablePointer<Float>
    ) -> Void
  ) -> Tensor {
    let channels = output[0] * output[1]
    let inputPlane = layout.axes.reduce(1) { $0 * $1.input }
    let outputPlane = layout.axes.reduce(1) { $0 * $1.output }
    let scratchBytes = (layout.channelCount + WindowLayout.slack) * MemoryLayout<Float>.stride
    return Tensor(output, of: Float.self) { target in
      input.withElements(as: Float.self) { source in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        layout.withWindows(channels: 1, isSlackAllowed: true) { windows in
          let rows = outputPlane / windows.pointee.row_length
          concurrently(channels, threads: threads, scratchBytes: scratchBytes) { channel, scratch in
            guard let plane = scratch?.assumingMemoryBound(to: Float.self) else { return }
            layout.fill(plane, from: source + channel * inputPlane, border: border)
            pool(windows, rows, plane, target + channel * outputPlane)
          }
        }
      }
    }
  }
}
