import Workload

/// The convolution of whole numbers, computed in whole numbers, in the layouts of `LayerOperands`.
func wholeConvolution(_ shape: ConvolutionShape, _ input: [Float], _ weights: [Float]) -> [Float] {
  let input = input.map { Int($0) }
  let weights = weights.map { Int($0) }
  let channels = shape.channelsPerGroup
  let filters = shape.filtersPerGroup
  var outputs: [Float] = []
  for n in 0..<shape.n {
    for x in 0..<shape.outputX {
      for y in 0..<shape.outputY {
        for filter in 0..<shape.k {
          var sum = 0
          for r in 0..<shape.r {
            for s in 0..<shape.s {
              let row = n * shape.x + x * shape.stride + r
              let pixel = (row * shape.y + y * shape.stride + s) * shape.c + filter / filters * channels
              let tap = ((filter * shape.r + r) * shape.s + s) * channels
              for c in 0..<channels { sum += input[pixel + c] * weights[tap + c] }
            }
          }
          outputs.append(Float(sum))
        }
      }
    }
  }
  return outputs
}
