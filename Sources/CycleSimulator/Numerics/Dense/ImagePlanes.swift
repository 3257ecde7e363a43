import Tensors

/// An image as planes, one a channel, that are padded with zeros as far as windows reach; behind the last channel is a
/// plane of zeros.
///
/// With a stride, rows and columns of equal remainder lie together, so that from one output to the next every tap of a
/// window goes on by one float. Outputs are numbered along the rows of such a plane: those of a row are ``pitch`` on
/// from those before, and between the last column of one and the first of the next lie numbers that mean nothing.
struct ImagePlanes: ~Copyable {
  private let planes: UnsafeMutableBufferPointer<Float>
  private let geometry: WindowGeometry
  private let channels: Int
  let pitch: Int
  private let phaseSize: Int
  /// Remainders by the column stride that windows have.
  private let phasesY: Int
  private let planeSize: Int

  /// - Parameters:
  ///   - reach: rows and columns that a window spans, as taps.
  init(
    _ image: ConvolutionValues.Image, _ geometry: WindowGeometry, reach: (x: Int, y: Int), workers: Workers
  ) {
    self.geometry = geometry
    channels = image.channels
    let spanX = (reach.x - 1) * geometry.dilationX
    let spanY = (reach.y - 1) * geometry.dilationY
    let rows = geometry.outputX + spanX / geometry.strideX
    pitch = geometry.outputY + spanY / geometry.strideY
    phaseSize = rows * pitch
    let (phasesX, phasesY) = (min(geometry.strideX, spanX + 1), min(geometry.strideY, spanY + 1))
    self.phasesY = phasesY
    planeSize = phasesX * phasesY * phaseSize
    // Kernels compute whole blocks of outputs, and so read on behind the last one.
    planes = .allocate(capacity: (channels + 1) * planeSize + 2 * FoldTile.columns)
    let base = planes.baseAddress.unsafelyUnwrapped
    (base + channels * planeSize).initialize(repeating: 0, count: planeSize + 2 * FoldTile.columns)
    let (planeSize, pitch) = (planeSize, pitch)
    let phaseSize = phaseSize
    workers.perform(over: channels) { channels in
      for channel in channels {
        let plane = base + channel * planeSize
        let source = image.values + channel * image.channelStep
        for phaseX in 0..<phasesX {
          for phaseY in 0..<phasesY {
            let phase = plane + (phaseX * phasesY + phaseY) * phaseSize
            Self.fill(
              phase, rows: rows, pitch: pitch, from: source, image,
              first: (phaseX - image.padding.x, phaseY - image.padding.y), geometry)
          }
        }
      }
    }
  }

  deinit { planes.deallocate() }

  /// Copies every `stride`-th row and column from `first` on, zeros where there is no image.
  private static func fill(
    _ phase: UnsafeMutablePointer<Float>, rows: Int, pitch: Int, from source: UnsafePointer<Float>,
    _ image: ConvolutionValues.Image, first: (x: Int, y: Int), _ geometry: WindowGeometry
  ) {
    let inside = Self.inside(first.y, geometry.strideY, extent: image.extents.y, count: pitch)
    for row in 0..<rows {
      let target = phase + row * pitch
      let x = first.x + row * geometry.strideX
      guard x >= 0, x < image.extents.x, !inside.isEmpty else {
        target.initialize(repeating: 0, count: pitch)
        continue
      }
      target.initialize(repeating: 0, count: inside.lowerBound)
      let line = source + x * image.steps.x + (first.y + inside.lowerBound * geometry.strideY) * image.steps.y
      let step = geometry.strideY * image.steps.y
      if step == 1 {
        UnsafeMutableRawPointer(target + inside.lowerBound)
          .copyMemory(from: line, byteCount: inside.count * MemoryLayout<Float>.stride)
      } else {
        let line = UnsafeRawPointer(line)
        for column in 0..<inside.count { target[inside.lowerBound &+ column] = line.float(at: column &* step) }
      }
      (target + inside.upperBound).initialize(repeating: 0, count: pitch - inside.upperBound)
    }
  }

  /// The numbers i below `count` with `first + i * stride` in `0..<extent`.
  private static func inside(_ first: Int, _ stride: Int, extent: Int, count: Int) -> Range<Int> {
    let lower = min(first >= 0 ? 0 : (stride - 1 - first) / stride, count)
    let upper = first >= extent ? 0 : min((extent - 1 - first) / stride + 1, count)
    return lower..<max(lower, upper)
  }

  /// Numbers of outputs, with those that mean nothing, up to the last that does.
  var outputCount: Int { (geometry.outputX - 1) * pitch + geometry.outputY }
  var byteCount: Int { channels * planeSize * MemoryLayout<Float>.stride }

  var first: UnsafePointer<Float> { UnsafePointer(planes.baseAddress.unsafelyUnwrapped) }

  /// The place of each tap's value for output 0 behind ``first``, in a group that begins with channel `firstChannel`.
  func places(_ taps: WindowTaps, firstChannel: Int) -> [Int] {
    taps.taps.map { tap in
      let (x, y) = (tap.r * geometry.dilationX, tap.s * geometry.dilationY)
      let phase = x % geometry.strideX * phasesY + y % geometry.strideY
      let channel = tap.hasChannel ? firstChannel + tap.channel : channels
      return channel * planeSize + phase * phaseSize + x / geometry.strideX * pitch + y / geometry.strideY
    }
  }
}
