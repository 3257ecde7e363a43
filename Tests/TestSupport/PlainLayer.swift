import CycleSimulator
import Workload

/// What a layer computes, as plain loops over its operands in the layouts that ``LayerOperands`` states:
/// an accelerator without any hardware.
package func plainOutput(of layer: Layer, _ operands: LayerOperands) -> [Float] {
  precondition(operands.left.count == layer.leftCount && operands.right.count == layer.rightCount)
  switch layer {
  case .convolution(let shape):
    return plainConvolution(shape, operands)
  case .denseGEMM(let shape):
    return plainProduct(shape, operands) { k, n in n * shape.k + k }
  case .sparseGEMM(let shape, _), .sparseDense(let shape):
    return plainProduct(shape, operands) { k, n in k * shape.n + n }
  }
}

private func plainProduct(
  _ shape: MatrixShape, _ operands: LayerOperands, rightOffset: (_ k: Int, _ n: Int) -> Int
) -> [Float] {
  var output: [Float] = []
  for m in 0..<shape.m {
    for n in 0..<shape.n {
      var sum: Float = 0
      for k in 0..<shape.k {
        sum += operands.left[m * shape.k + k] * operands.right[rightOffset(k, n)]
      }
      output.append(sum)
    }
  }
  return output
}

/// Input `[n][x][y][g][c]`, filters `[g][k][r][s][c]`, output `[n][x'][y'][g][k]`.
private func plainConvolution(_ shape: ConvolutionShape, _ operands: LayerOperands) -> [Float] {
  let channels = shape.channelsPerGroup
  var output: [Float] = []
  for n in 0..<shape.n {
    for outX in 0..<shape.outputX {
      for outY in 0..<shape.outputY {
        for filter in 0..<shape.k {
          let group = filter / shape.filtersPerGroup
          var sum: Float = 0
          for r in 0..<shape.r {
            for s in 0..<shape.s {
              let x = outX * shape.stride + r
              let y = outY * shape.stride + s
              let pixel = (n * shape.x + x) * shape.y + y
              let weights = (filter * shape.r + r) * shape.s + s
              for c in 0..<channels {
                sum +=
                  operands.left[pixel * shape.c + group * channels + c] * operands.right[weights * channels + c]
              }
            }
          }
          output.append(sum)
        }
      }
    }
  }
  return output
}
