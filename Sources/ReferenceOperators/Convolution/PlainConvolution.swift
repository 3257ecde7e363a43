import Tensors

/// A convolution as its definition says it, one output after the other: for double and int32, whose sums wrap,
/// and for what no ``WindowLayout`` holds.
struct PlainConvolution: ArithmeticVisitor {
  let geometry: ConvolutionGeometry
  let input: Tensor
  let weights: Tensor
  let bias: Tensor?

  mutating func visit<Element: ArithmeticElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let shape = try Shape(checked: geometry.outputExtents)
    let bias = bias?.elements(as: Element.self)
    return Tensor(shape, of: Element.self) { output in
      input.withElements(as: Element.self) { input in
        weights.withElements(as: Element.self) { weights in
          let walk = WindowWalk(geometry.axes)
          var index = 0
          for image in 0..<geometry.batch {
            for filter in 0..<geometry.filters {
              let firstChannel =
                image * geometry.channels
                + filter / geometry.filtersPerGroup * geometry.channelsPerGroup
              walk.forEachPosition { taps in
                var sum = bias?[filter] ?? .zero
                for channel in 0..<geometry.channelsPerGroup {
                  let plane = (firstChannel + channel) * geometry.inputPlane
                  let kernel = (filter * geometry.channelsPerGroup + channel) * walk.kernelCount
                  for tap in taps {
                    sum = .sum(sum, .product(weights[kernel + tap.kernel], input[plane + tap.input]))
                  }
                }
                output[index] = sum
                index += 1
              }
            }
          }
        }
      }
    }
  }
}
