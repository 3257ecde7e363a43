import CycleSimulator
import Workload

/// What a layer computes, in plain integer arithmetic: no tile, no accelerator, no rounding.
package struct WholeNumberOutputs {
  /// In the layout that `LayerOperands` states.
  package let values: [Int]

  /// - Parameter operands: whole numbers of the layer's sizes.
  package init(of layer: Layer, _ operands: LayerOperands) {
    let left = operands.left.map { Int32($0) }
    let right = operands.right.map { Int32($0) }
    values = left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        switch layer {
        case .convolution(let shape): Self.convolution(shape, left, right)
        case .denseGEMM(let shape): Self.product(shape, left, transposed: right)
        case .sparseGEMM(let shape, _), .sparseDense(let shape): Self.product(shape, left, right)
        }
      }
    }
  }

  private typealias Numbers = UnsafeBufferPointer<Int32>

  /// Input `[n][x][y][g][c]`, filters `[g][k][r][s][c]`, output `[n][x'][y'][g][k]`.
  private static func convolution(_ shape: ConvolutionShape, _ input: Numbers, _ filters: Numbers) -> [Int] {
    let channels = shape.channelsPerGroup
    var outputs: [Int] = []
    outputs.reserveCapacity(shape.outputCount)
    for n in 0..<shape.n {
      for outputRow in 0..<shape.outputX {
        for outputColumn in 0..<shape.outputY {
          for filter in 0..<shape.k {
            let group = filter / shape.filtersPerGroup
            var sum = 0
            for r in 0..<shape.r {
              let row = n * shape.x + outputRow * shape.stride + r
              for s in 0..<shape.s {
                let pixel = (row * shape.y + outputColumn * shape.stride + s) * shape.c + group * channels
                let tap = ((filter * shape.r + r) * shape.s + s) * channels
                sum += dot(input, from: pixel, filters, from: tap, count: channels)
              }
            }
            outputs.append(sum)
          }
        }
      }
    }
    return outputs
  }

  /// A `[m][k]` times B, given as `[n][k]`.
  private static func product(_ shape: MatrixShape, _ a: Numbers, transposed b: Numbers) -> [Int] {
    var outputs: [Int] = []
    outputs.reserveCapacity(shape.m * shape.n)
    for m in 0..<shape.m {
      for n in 0..<shape.n {
        outputs.append(dot(a, from: m * shape.k, b, from: n * shape.k, count: shape.k))
      }
    }
    return outputs
  }

  /// A `[m][k]` times B `[k][n]`.
  private static func product(_ shape: MatrixShape, _ a: Numbers, _ b: Numbers) -> [Int] {
    var outputs = [Int](repeating: 0, count: shape.m * shape.n)
    outputs.withUnsafeMutableBufferPointer { outputs in
      for m in 0..<shape.m {
        for k in 0..<shape.k {
          let factor = a[m * shape.k + k]
          guard factor != 0 else { continue }
          for n in 0..<shape.n { outputs[m * shape.n + n] += Int(factor &* b[k * shape.n + n]) }
        }
      }
    }
    return outputs
  }

  /// Factors are at most 10, so that a product fits easily.
  private static func dot(_ a: Numbers, from i: Int, _ b: Numbers, from j: Int, count: Int) -> Int {
    var sum = 0
    for offset in 0..<count { sum &+= Int(a[i &+ offset] &* b[j &+ offset]) }
    return sum
  }
}
