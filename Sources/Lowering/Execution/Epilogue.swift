import Tensors

/// What a node does to the array's sums, on the host: y = scale * sum + addendScale * addend.
struct Epilogue: Sendable {
  private let scale: Float
  /// Index of the input that is added.
  private let addend: Int?
  private let addendScale: Float
  /// The output as three axes, and the addend's strides along them (0 where it is broadcast).
  private let extents: (Int, Int, Int)
  private let strides: (Int, Int, Int)

  init(
    scale: Float = 1, addend: Int? = nil, addendScale: Float = 1,
    extents: (Int, Int, Int) = (0, 0, 0), strides: (Int, Int, Int) = (0, 0, 0)
  ) {
    self.scale = scale
    self.addend = addend
    self.addendScale = addendScale
    self.extents = extents
    self.strides = strides
  }

  /// Changes the sums into the node's output, in place.
  func apply(to output: inout Tensor, inputs: [Tensor?]) {
    let addend = addend.flatMap { inputs[$0] }
    guard scale != 1 || addend != nil else { return }
    output.withMutableElements(as: Float.self) { output in
      if scale != 1 {
        for index in output.indices { output[index] *= scale }
      }
      addend?.withElements(as: Float.self) { add($0, to: output) }
    }
  }

  private func add(_ addend: UnsafeBufferPointer<Float>, to output: UnsafeMutableBufferPointer<Float>) {
    guard var line = output.baseAddress, let addend = addend.baseAddress else { return }
    for outer in 0..<extents.0 {
      for middle in 0..<extents.1 {
        let first = addend + outer * strides.0 + middle * strides.1
        switch strides.2 {
        case 0:
          let value = addendScale * first[0]
          for inner in 0..<extents.2 { line[inner] += value }
        case 1: for inner in 0..<extents.2 { line[inner] += addendScale * first[inner] }
        default: for inner in 0..<extents.2 { line[inner] += addendScale * first[inner * strides.2] }
        }
        line += extents.2
      }
    }
  }
}
